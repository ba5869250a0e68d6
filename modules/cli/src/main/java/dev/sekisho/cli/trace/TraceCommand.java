// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TimeArgument;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What happened to a message. */
@Command(
        name = "trace",
        description = "Finds messages: shows what the log and the store know of them, whether or not the server runs."
                + " The log is that of this node; the store is that of all nodes.",
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "WHAT",
            description =
                    "the ID that a client got with its 250, a number of 'queue list', a Message-ID, the address of a"
                            + " sender or recipient, or @example.org for a domain")
    private String what = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "how far back the log is read: " + TimeArgument.FORMS + " (default: ${DEFAULT-VALUE})")
    private String since = "7d";

    @Option(names = "--until", paramLabel = "TIME", description = "the end of the time (default: now)")
    private Optional<String> until = Optional.empty();

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    /** A command that writes there. */
    public TraceCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * What was looked through of the log.
     *
     * @param since the begin of the time that it was read for
     * @param until its end
     * @param files that were read, the oldest first
     * @param unreadable files that could not be read, or not to their end, and why
     * @param begins the time of the first line of the log; empty if there is none
     */
    record LogSearch(
            Instant since, Instant until, List<Path> files, Map<Path, String> unreadable, Optional<Instant> begins) {}

    /**
     * What was found, and what was looked through.
     *
     * @param log what was looked through of the log
     * @param store what kept the store from being looked at
     * @param histories the messages
     * @param refusals lines that are about no message that was taken
     * @param cut whether there was more than is shown
     */
    record Report(
            LogSearch log,
            Optional<String> store,
            List<MessageHistories.MessageHistory> histories,
            List<MailLogEntry> refusals,
            boolean cut) {
        boolean empty() {
            return histories.isEmpty() && refusals.isEmpty();
        }

        /** Whether what was not found may be where nobody could look. */
        boolean incomplete() {
            return !log.unreadable().isEmpty() || store.isPresent();
        }
    }

    @Override
    public Integer call() {
        if (what.isBlank()) {
            throw new CommandFault(ExitCodes.USAGE, "give a message's ID, a Message-ID or an address");
        }
        Instant now = clock.instant();
        Report report =
                look(moment(since, now), until.map(end -> moment(end, now)).orElse(now));
        if (json) {
            terminal.out().println(TraceJson.text(what, report));
        } else {
            TraceText.lines(what, report).forEach(terminal.out()::println);
        }
        if (!report.empty()) {
            return ExitCodes.OK;
        }
        return report.incomplete() ? ExitCodes.UNKNOWN : ExitCodes.FAILED;
    }

    private static Instant moment(String text, Instant now) {
        return TimeArgument.parse(text, now, ZoneId.systemDefault())
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE,
                        "'" + PrintableText.line(text) + "' is not a time; write one " + TimeArgument.FORMS));
    }

    /** An address or a domain in the spelling of the log; a Message-ID may be neither. */
    private static String taken(String said) {
        if (said.startsWith("@")) {
            return DomainName.parse(said.substring(1)).map(name -> "@" + name).orElse(said);
        }
        return EmailAddress.parse(said).map(EmailAddress::text).orElse(said);
    }

    private Report look(Instant begin, Instant end) {
        HomeFolder folder = home.home();
        TraceQuery query = new TraceQuery(taken(what.strip()));
        MessageHistories histories = new MessageHistories(query);
        Optional<String> store = locate(folder, query, histories);
        LogFiles log = new LogFiles(folder.log(), begin, end);
        List<Path> files = log.files();
        log.each(histories::find);
        if (histories.found()) {
            log.each(histories::collect);
        }
        return new Report(
                new LogSearch(begin, end, files, log.unreadable(), log.begins()),
                store,
                histories.all(),
                histories.refusals(),
                histories.cut());
    }

    /** @return why that is unknown */
    private static Optional<String> locate(HomeFolder folder, TraceQuery query, MessageHistories histories) {
        try {
            return CommandStore.with(folder, store -> {
                MessageLocation.each(store, query, histories::located);
                return Optional.empty();
            });
        } catch (CommandFault fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }
}
