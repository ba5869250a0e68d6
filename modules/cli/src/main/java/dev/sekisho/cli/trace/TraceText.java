// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found, for people. What others wrote stays within its line, and moves no cursor. */
final class TraceText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    /** Keys that the line above already shows, and keys that matter only where a line is about no message. */
    private static final Set<LogKey> ELSEWHERE = EnumSet.of(LogKey.ID, LogKey.PEER_PORT, LogKey.RECIPIENTS);

    private TraceText() {}

    static List<String> lines(String what, TraceCommand.Report report) {
        List<String> lines = new ArrayList<>();
        for (MessageHistories.MessageHistory history : report.histories()) {
            lines.add("message " + PrintableText.line(history.id()));
            history.lines().forEach(entry -> lines.add("  " + line(entry)));
            history.now().forEach(location -> lines.add("  now: " + location(location)));
            lines.add("");
        }
        if (!report.refusals().isEmpty()) {
            lines.add("not taken");
            report.refusals().forEach(entry -> lines.add("  " + line(entry)));
            lines.add("");
        }
        if (report.empty()) {
            lines.add("nothing was found for " + PrintableText.line(what));
        }
        if (report.cut()) {
            lines.add("there is more than is shown: limit it with --since and --until, or ask for one message");
        }
        lines.addAll(searched(report));
        return lines;
    }

    private static List<String> searched(TraceCommand.Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("searched: " + (report.store().isEmpty() ? "the store; " : "") + "the log of this node, "
                + Plural.of(report.log().files().size(), "file") + ", from "
                + TIME.format(report.log().since()) + " to "
                + TIME.format(report.log().until()));
        report.log()
                .begins()
                .filter(begins -> begins.isAfter(report.log().since()))
                .ifPresentOrElse(
                        begins ->
                                lines.add("the log begins at " + TIME.format(begins) + "; earlier events are unknown"),
                        () -> {
                            if (report.log().begins().isEmpty()) {
                                lines.add("the log has no line of that time");
                            }
                        });
        report.log()
                .unreadable()
                .forEach((file, why) -> lines.add("not read completely: " + PrintableText.line(file + ": " + why)));
        report.store().ifPresent(why -> lines.add("not searched: " + PrintableText.line(why)));
        return lines;
    }

    private static String line(MailLogEntry entry) {
        return time(entry.time()) + "  "
                + String.format("%-15s", entry.line().event().text()) + " "
                + entry.line().event().keys().stream()
                        .filter(key -> !ELSEWHERE.contains(key) || (key == LogKey.ID && isAboutAnother(entry)))
                        .filter(key -> entry.line().value(key).isPresent())
                        .map(key -> key.text() + "=" + value(entry.line(), key))
                        .collect(Collectors.joining(" "));
    }

    /** A notice has a name of its own. */
    private static boolean isAboutAnother(MailLogEntry entry) {
        return entry.line().value(LogKey.ABOUT).isPresent();
    }

    /** As people read it: only what may mislead is quoted. */
    private static String value(LogLine line, LogKey key) {
        String value = PrintableText.line(line.value(key).orElse(""));
        return value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('=') >= 0
                ? "\"" + value.replace("\"", "'") + "\""
                : value;
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    private static String location(MessageLocation location) {
        return PrintableText.line(place(location)
                + location.recipient().map(to -> " to <" + to + ">").orElse("") + ": " + location.state()
                + location.reason().map(why -> ": " + why).orElse(""));
    }

    private static String place(MessageLocation location) {
        return switch (location.place()) {
            case "outgoing" -> "in the outgoing queue as " + location.number();
            case "spool" -> "in the spool as " + location.number();
            default -> "in the repository " + location.place() + " as " + location.number();
        };
    }
}
