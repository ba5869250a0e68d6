// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.PinChangeResult;
import dev.sekisho.store.pin.StoredPin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a peer may send, which hosts it is, or its note: of all its pins, or of one. What is not said stays. */
@Command(
        name = "change",
        description = "Changes limits, hosts or note of a peer's pins, or of one pin. Other settings do not change;"
                + " the value any removes a limit.",
        mixinStandardHelpOptions = true)
final class ChangeCommand implements Callable<Integer> {
    private static final String ANY = "any";

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private PinAuthorOption authorOption = new PinAuthorOption();

    @Parameters(
            index = "0",
            paramLabel = "PEER|PIN",
            description = "the name of a peer, to change all its pins except revoked ones; or one pin")
    private String what = "";

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            description = "a sender that it may use, user@example.org or @example.org; may be repeated")
    private List<String> senders = List.of();

    @Option(
            names = "--recipient-domain",
            paramLabel = "DOMAIN",
            description = "a domain that it may send to; may be repeated")
    private List<String> domains = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N/UNIT",
            description = "maximum number of messages within a minute, hour or day: 10/m, 100/h, 5000/d")
    private Optional<String> rate = Optional.empty();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "maximum size of a message in octets, or for example 35M")
    private Optional<String> size = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "the host name of the server to which mail is sent; may be repeated")
    private List<String> hosts = List.of();

    @Option(names = "--note", paramLabel = "TEXT", description = "a note; an empty text removes it")
    private Optional<String> note = Optional.empty();

    ChangeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (senders.isEmpty()
                && domains.isEmpty()
                && rate.isEmpty()
                && size.isEmpty()
                && hosts.isEmpty()
                && note.isEmpty()) {
            throw usage("give what to change: --sender, --recipient-domain, --rate, --max-size, --host or --note");
        }
        Pin.parse(what).ifPresent(pin -> XmlPins.refuse(home.home(), terminal, pin));
        List<StoredPin> all =
                CommandStore.with(home.home(), store -> store.pins().list());
        List<StoredPin> meant = all.stream()
                .filter(pin -> pin.peer().name().equals(what)
                        || pin.peer().pin().toString().equals(what))
                .filter(pin -> pin.peer().state() != PinState.REVOKED)
                .toList();
        if (meant.isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    what + " is neither a peer nor a pin that is not revoked; 'sekisho pin list' shows them");
        }
        // All are looked at before the first is changed.
        meant.forEach(this::changed);
        meant.forEach(this::change);
        return ExitCodes.OK;
    }

    private void change(StoredPin pin) {
        PinChangeResult done = CommandStore.with(
                home.home(), store -> store.pins().amend(pin.peer().pin(), this::changed, authorOption.author()));
        if (done instanceof PinChangeResult.Refused refused) {
            throw new CommandFault(ExitCodes.FAILED, pin.peer().pin() + " " + refused.why());
        }
        if (done instanceof PinChangeResult.Done changes) {
            changes.events()
                    .forEach(event -> terminal.out()
                            .println(event.pin() + " of " + event.peer() + " had " + event.before() + ", and has "
                                    + event.after()));
        } else {
            terminal.out().println(pin.peer().pin() + " of " + pin.peer().name() + " already has these settings");
        }
    }

    private StoredPin changed(StoredPin pin) {
        PinnedPeer peer = pin.peer();
        PeerLimits limits = new PeerLimits(
                list(senders, peer.limits().senders(), PeerLimitOptions::sender),
                list(domains, peer.limits().recipientDomains(), PeerLimitOptions::domain),
                rate.isEmpty() ? peer.limits().rate() : rate(rate.get()),
                size.isEmpty() ? peer.limits().messageBytes() : size(size.get()));
        if (!peer.use().incoming() && !limits.equals(PeerLimits.NONE)) {
            throw usage(peer.pin() + " is for " + peer.use().text()
                    + " mail: --sender, --recipient-domain, --rate and --max-size are for a peer that may relay");
        }
        if (!peer.use().outgoing() && !hosts.isEmpty()) {
            throw usage(peer.pin() + " is for incoming mail: --host names a server to which mail is sent");
        }
        return pin.on(
                hosts.isEmpty()
                        ? peer.hosts()
                        : hosts.stream().map(TypedAddress::host).toList(),
                limits,
                note.orElse(pin.note()));
    }

    private static <T> List<T> list(List<String> said, List<T> before, Function<String, T> reading) {
        if (said.isEmpty()) {
            return before;
        }
        return said.equals(List.of(ANY))
                ? List.of()
                : said.stream().map(reading).toList();
    }

    private static Optional<MessageRate> rate(String said) {
        return said.equals(ANY) ? Optional.empty() : Optional.of(PeerLimitOptions.rate(said));
    }

    private static OptionalLong size(String said) {
        return said.equals(ANY) ? OptionalLong.empty() : OptionalLong.of(PeerLimitOptions.size(said));
    }

    private static CommandFault usage(String text) {
        return new CommandFault(ExitCodes.USAGE, text + "; nothing was changed");
    }
}
