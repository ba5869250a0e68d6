// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.report;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TimeArgument;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports: whom values on trial would refuse. */
@Command(name = "report", description = "Reports on what servers have noted down.", mixinStandardHelpOptions = true)
public final class ReportCommand {
    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public ReportCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "trial",
            description = {
                "Lists the clients, users and senders whom the values in <trial> would refuse, with the number of sessions.",
                "Nothing of it was refused. A running server writes within a few seconds; what is older than 90 days is forgotten."
            },
            mixinStandardHelpOptions = true)
    int trial(
            @Mixin HomeOption home,
            @Option(names = "--listener", paramLabel = "NAME", description = "only those of this listener")
                    Optional<String> listener,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "only what was seen since then, " + TimeArgument.FORMS)
                    Optional<String> since,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        Instant now = clock.instant();
        Instant from = since.map(text -> time(text, now)).orElse(Instant.EPOCH);
        TrialListing listing = CommandStore.with(
                home.home(),
                store -> TrialListing.of(
                        store.trials().running(now), store.trials().findings(listener, from), listener));
        if (json) {
            terminal.out().println(listing.json());
        } else {
            listing.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private static Instant time(String text, Instant now) {
        return TimeArgument.parse(text, now, ZoneId.systemDefault())
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE, "--since " + text + " is not a time; write one " + TimeArgument.FORMS));
    }
}
