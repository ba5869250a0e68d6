// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.PinChangeResult;
import dev.sekisho.store.pin.PinHistoryEntry;
import dev.sekisho.store.pin.PinStore;
import dev.sekisho.store.pin.StoredPin;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pins of peers: list, show, add, change, promote, retire, revoke, history. A running server uses a change within a second. */
@Command(
        name = "pin",
        description =
                "Keys of peers that may relay, or to which mail is sent. A running server applies a change within a second.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class PinCommand {
    private static final String WHICH =
            "a pin, its beginning, or the name of a peer if only one of its pins is possible";

    private final Terminal terminal;

    private PinCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The commands, which read and write there. */
    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new PinCommand(terminal))
                .addSubcommand(new AddCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new ChangeCommand(terminal));
    }

    @Command(
            name = "list",
            description = "Lists all pins, including those of the XML files.",
            mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        List<StoredPin> stored =
                CommandStore.with(home.home(), store -> store.pins().list());
        List<ListedPin> listed = XmlPins.of(home.home(), terminal);
        if (json) {
            ArrayNode array = JsonOutput.array();
            stored.forEach(pin -> array.add(PinText.json(pin)));
            listed.forEach(pin -> array.add(PinText.json(pin)));
            terminal.out().println(JsonOutput.text(array));
            return ExitCodes.OK;
        }
        TextTable table = new TextTable("PEER", "PIN", "STATE", "FOR", "HOSTS", "LAST SEEN", "WHERE");
        stored.forEach(pin -> add(table, pin.peer(), PinText.moment(pin.lastSeen()), "store"));
        listed.forEach(pin -> add(table, pin.peer(), "", pin.position().toString()));
        table.lines().forEach(terminal.out()::println);
        return ExitCodes.OK;
    }

    private static void add(TextTable table, PinnedPeer peer, String seen, String where) {
        table.add(
                peer.name(),
                peer.pin().toString(),
                PinText.state(peer),
                peer.use().text(),
                String.join(" ", peer.hosts()),
                seen,
                where);
    }

    @Command(name = "show", description = "Shows a peer's pins, or one pin, in full.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "PEER|PIN", description = "the name of a peer, or a pin") String what,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        List<StoredPin> stored = CommandStore.with(
                        home.home(), store -> store.pins().list())
                .stream()
                .filter(pin -> meant(pin.peer(), what))
                .toList();
        List<ListedPin> listed = XmlPins.of(home.home(), terminal).stream()
                .filter(pin -> meant(pin.peer(), what))
                .toList();
        if (stored.isEmpty() && listed.isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED, what + " is neither a peer nor a pin; 'sekisho pin list' shows them");
        }
        if (json) {
            ArrayNode array = JsonOutput.array();
            stored.forEach(pin -> array.add(PinText.json(pin)));
            listed.forEach(pin -> array.add(PinText.json(pin)));
            terminal.out().println(JsonOutput.text(array));
        } else {
            stored.forEach(this::print);
            listed.forEach(pin -> print(pin.peer(), pin.position() + ", " + pin.where()));
        }
        return ExitCodes.OK;
    }

    private static boolean meant(PinnedPeer peer, String what) {
        return peer.name().equals(what) || peer.pin().toString().equals(what);
    }

    private void print(PinnedPeer peer, String where) {
        terminal.out().println(peer.pin());
        terminal.out().println("  peer   " + peer.name());
        terminal.out().println("  state  " + PinText.state(peer));
        terminal.out().println("  for    " + PinText.purpose(peer));
        terminal.out().println("  where  " + where);
        peer.limits().inWords().forEach(line -> terminal.out().println("  limit  " + line));
    }

    private void print(StoredPin pin) {
        print(pin.peer(), "store");
        terminal.out().println("  added  " + pin.added());
        terminal.out()
                .println("  seen   first " + PinText.moment(pin.firstSeen()) + ", last "
                        + PinText.moment(pin.lastSeen()));
        if (!pin.note().isEmpty()) {
            terminal.out().println("  note   " + pin.note());
        }
    }

    @Command(
            name = "promote",
            description = "Makes a next pin active. The active pin becomes retiring and is still accepted.",
            mixinStandardHelpOptions = true)
    int promote(
            @Mixin HomeOption home,
            @Mixin PinAuthorOption authorOption,
            @Parameters(paramLabel = "PIN|PEER", description = WHICH) String what) {
        return change(
                home.home(), what, EnumSet.of(PinState.NEXT), (pins, pin) -> pins.promote(pin, authorOption.author()));
    }

    @Command(name = "retire", description = "Sets or changes the last day of a pin.", mixinStandardHelpOptions = true)
    int retire(
            @Mixin HomeOption home,
            @Mixin PinAuthorOption authorOption,
            @Parameters(paramLabel = "PIN|PEER", description = WHICH) String what,
            @Option(
                            names = "--until",
                            paramLabel = "DAY",
                            description =
                                    "the last day on which it is accepted, in UTC, such as 2027-01-31 (default: no end)")
                    Optional<String> until) {
        Optional<LocalDate> end = until.map(PinCommand::day);
        Set<PinState> states = EnumSet.of(PinState.ACTIVE, PinState.RETIRING);
        return change(home.home(), what, states, (pins, pin) -> pins.retire(pin, end, authorOption.author()));
    }

    private static LocalDate day(String text) {
        return ValueTypes.DAY
                .reading()
                .apply(text)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE,
                        "--until " + text + " is not a day; write one such as 2027-01-31; nothing was changed"));
    }

    @Command(
            name = "revoke",
            description =
                    "Stops accepting a pin now. Open connections are refused at their next message. Only 'pin add --again' can undo this.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin HomeOption home,
            @Mixin PinAuthorOption authorOption,
            @Parameters(paramLabel = "PIN|PEER", description = WHICH) String what) {
        Set<PinState> states = EnumSet.of(PinState.NEXT, PinState.ACTIVE, PinState.RETIRING);
        return change(home.home(), what, states, (pins, pin) -> pins.revoke(pin, authorOption.author()));
    }

    private int change(
            HomeFolder home, String what, Set<PinState> inQuestion, BiFunction<PinStore, Pin, PinChangeResult> change) {
        Pin.parse(what).ifPresent(pin -> XmlPins.refuse(home, terminal, pin));
        PinnedPeer chosen =
                CommandStore.with(home, store -> PinSelector.of(store.pins().list(), what, inQuestion));
        PinChangeResult done = CommandStore.with(home, store -> change.apply(store.pins(), chosen.pin()));
        String pin = chosen.pin() + " of " + chosen.name();
        List<PinHistoryEntry> events = done.fold(
                changed -> changed,
                () -> {
                    terminal.out().println(pin + " is " + PinText.state(chosen) + " already");
                    return List.of();
                },
                why -> {
                    throw new CommandFault(ExitCodes.FAILED, pin + " " + why);
                });
        events.forEach(this::tell);
        return ExitCodes.OK;
    }

    private void tell(PinHistoryEntry event) {
        terminal.out()
                .println(event.pin() + " of " + event.peer() + " was " + event.before() + " and is " + event.after());
        if (event.after().equals(PinState.RETIRING.text())) {
            terminal.out()
                    .println("  it is still accepted, without an end; 'sekisho pin retire " + event.pin()
                            + " --until DAY' sets one");
        }
    }

    @Command(
            name = "history",
            description = "Shows the changes of pins: when, who, what and why.",
            mixinStandardHelpOptions = true)
    int history(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "PEER|PIN", arity = "0..1", description = "only of this peer or pin")
                    Optional<String> what,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        List<PinHistoryEntry> events = CommandStore.with(
                home.home(), store -> what.map(store.pins()::history).orElseGet(store.pins()::history));
        if (json) {
            ArrayNode array = JsonOutput.array();
            events.forEach(event -> array.add(PinText.json(event)));
            terminal.out().println(JsonOutput.text(array));
            return ExitCodes.OK;
        }
        TextTable table = new TextTable("WHEN", "WHO", "WHAT", "PEER", "PIN", "BEFORE", "AFTER", "WHY");
        events.forEach(event -> table.add(
                PinText.moment(Optional.of(event.moment())),
                event.who(),
                event.step(),
                event.peer(),
                event.pin().toString(),
                event.before(),
                event.after(),
                event.why()));
        table.lines().forEach(terminal.out()::println);
        return ExitCodes.OK;
    }
}
