// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ban;

import dev.sekisho.cli.command.CommandLog;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.OperatorName;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.login.Ban;
import dev.sekisho.store.login.BanStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Addresses and networks that may not log in: list, add, remove. */
@Command(
        name = "ban",
        description = {
            "Addresses and networks that may not log in: those that an operator has banned, and those that are held off after too many bad"
                    + " logins.",
            "A running server applies a change within two seconds. Sessions that are open continue."
        },
        mixinStandardHelpOptions = true)
public final class BanCommand {
    private static final String NETWORK = "an address, or a network such as 192.0.2.0/24 or 2001:db8::/48";

    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public BanCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "list",
            description =
                    "Lists bans, who is held off and until when, and accounts that are guessed from many addresses.",
            mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        Instant now = clock.instant();
        BanListing listing = CommandStore.with(
                home.home(),
                store -> new BanListing(store.bans().list(now), store.guesses().summary(now)));
        if (json) {
            terminal.out().println(listing.json());
        } else {
            listing.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "add",
            description = "Bans an address or a network: nobody logs in from it, on any listener.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "NETWORK", description = NETWORK) String text,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "for how long, such as 12h or 7d (default: until it is removed)")
                    Optional<String> length,
            @Option(
                            names = "--all-ports",
                            description = "refuse its connections on all ports, also those where mail arrives")
                    boolean allPorts,
            @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the list and the log")
                    Optional<String> reason) {
        CidrNetwork network = network(text);
        Instant now = clock.instant();
        Ban ban = new Ban(
                network,
                now,
                length.map(BanCommand::duration).map(now::plus),
                allPorts,
                OperatorName.name(),
                reason.orElse(""));
        CommandStore.with(home.home(), store -> {
            if (!store.bans().add(ban)) {
                throw new CommandFault(
                        ExitCodes.FAILED,
                        "there are " + BanStore.MOST + " bans already; remove some, or ban whole networks");
            }
            return true;
        });
        terminal.out()
                .println("banned " + network
                        + ban.ends().map(end -> " until " + end).orElse(""));
        log(home.home(), "add", network.toString(), ban.ends(), reason);
        return ExitCodes.OK;
    }

    @Command(
            name = "remove",
            description = "Ends a ban, and the hold-off of an address or a network.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "NETWORK", description = NETWORK) String text) {
        CidrNetwork network = network(text);
        boolean done = CommandStore.with(home.home(), store -> {
            boolean banned = store.bans().remove(network);
            return store.guesses().lift(HeldOffText.of(network), clock.instant()) > 0 || banned;
        });
        if (!done) {
            throw new CommandFault(
                    ExitCodes.FAILED, network + " is neither banned nor held off; 'ban list' shows what is");
        }
        terminal.out().println(network + " may log in again");
        log(home.home(), "remove", network.toString(), Optional.empty(), Optional.empty());
        return ExitCodes.OK;
    }

    private void log(HomeFolder home, String action, String network, Optional<Instant> until, Optional<String> reason) {
        CommandLog log = new CommandLog(terminal, home, clock);
        log.addBan(action, network, until, reason);
        log.write();
    }

    private static CidrNetwork network(String text) {
        return CidrNetworkParser.parse(text)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE,
                        text + " is not a network that is allowed here; "
                                + CidrNetworkParser.around(text)
                                        .map(whole -> "write " + whole + ", which is the whole network")
                                        .orElse("write " + NETWORK + ", no wider than /8 or, for IPv6, /7")));
    }

    private static Duration duration(String text) {
        return ValueTypes.TIME
                .reading()
                .apply(text)
                .orElseThrow(
                        () -> new CommandFault(ExitCodes.USAGE, text + " is not a time; " + ValueTypes.TIME.wanted()));
    }
}
