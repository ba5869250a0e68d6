// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.TextTable;
import dev.sekisho.policy.Pin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages for people.
 *
 * @param now the time, which others are told from
 */
record QueueText(Instant now) {
    private static final int LONGEST_REASON = 100;
    /** As the server writes it to a recipient that could not be tried. */
    private static final String BLOCKED = "outbound port 25 appears blocked";

    List<String> list(List<OutgoingMessage> all) {
        if (all.isEmpty()) {
            return List.of("nothing is on its way out");
        }
        TextTable table = new TextTable("ID", "AGE", "FROM", "TO", "ROUTE", "STATUS", "TRIED", "NEXT", "LAST");
        all.forEach(message -> message.recipients()
                .forEach(recipient -> table.add(
                        String.valueOf(message.id()),
                        time(Duration.between(message.accepted(), now)),
                        "<" + message.sender().orElse("") + ">",
                        "<" + recipient.address() + ">",
                        recipient.route(),
                        recipient.status().text(),
                        String.valueOf(recipient.attempts()),
                        next(recipient),
                        cut(recipient.reason().orElse("")))));
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(advice(all));
        return lines;
    }

    private static List<String> advice(List<OutgoingMessage> all) {
        List<OutgoingRecipient> recipients =
                all.stream().flatMap(message -> message.recipients().stream()).toList();
        Set<String> lines = new LinkedHashSet<>();
        recipients.forEach(recipient -> lines.addAll(keys(recipient)));
        if (recipients.stream()
                .anyMatch(each ->
                        each.reason().filter(why -> why.contains(BLOCKED)).isPresent())) {
            lines.add("outbound port 25 appears blocked; a smarthost route is what is needed: see conf/relay.xml");
        }
        return lines.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(""), lines.stream()).toList();
    }

    List<String> show(OutgoingMessage message) {
        List<String> lines = new ArrayList<>();
        lines.add("message  " + message.id() + " (" + message.name() + "), " + message.size() + " octets");
        lines.add("from     <" + message.sender().orElse("") + ">");
        lines.add("accepted " + message.accepted() + ", goes back to its sender at " + message.expires());
        for (OutgoingRecipient recipient : message.recipients()) {
            lines.add("");
            lines.add("to       <" + recipient.address() + ">: "
                    + recipient.status().text());
            lines.add("route    " + recipient.route() + ", to " + recipient.destination());
            lines.add("tried    " + recipient.attempts() + (recipient.attempts() == 1 ? " time" : " times") + ", next: "
                    + next(recipient));
            recipient
                    .reason()
                    .ifPresent(reason -> lines.add("last     "
                            + recipient.host().map(host -> host + ": ").orElse("") + reason));
            lines.addAll(keys(recipient));
        }
        return lines;
    }

    private static List<String> keys(OutgoingRecipient recipient) {
        if (recipient.status() != RecipientStatus.HELD || recipient.presented().isEmpty()) {
            return List.of();
        }
        String expected = recipient.expected().isEmpty()
                ? "none is pinned"
                : recipient.expected().stream().map(Pin::toString).collect(Collectors.joining(" or "));
        return List.of(
                recipient.host().orElse(recipient.destination()) + " presents "
                        + recipient.presented().get(),
                "  expected: " + expected,
                "  to accept the key, if its owner says it is theirs: "
                        + acceptance(recipient).orElse(""),
                "  to refuse it: leave it; mail goes back to its sender when its time is over, or 'sekisho queue bounce ID'");
    }

    /** The command that accepts the key that a recipient is held for. */
    static Optional<String> acceptance(OutgoingRecipient recipient) {
        return recipient
                .presented()
                .flatMap(pin -> recipient
                        .host()
                        .map(host -> "sekisho pin add " + host + " " + pin + " --host " + host
                                + " --for outgoing --state active"));
    }

    private String next(OutgoingRecipient recipient) {
        return switch (recipient.status()) {
            case WAITING, HELD ->
                recipient.nextAttempt().isAfter(now)
                        ? "in " + time(Duration.between(now, recipient.nextAttempt()))
                        : "now";
            case TAKEN -> "now";
            case STOPPED -> "when released";
            case DELIVERED, FAILED -> "";
        };
    }

    private static String time(Duration time) {
        return time.toDays() > 1
                ? time.toDays() + "d"
                : time.toHours() > 1
                        ? time.toHours() + "h"
                        : time.toMinutes() > 1 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }
}
