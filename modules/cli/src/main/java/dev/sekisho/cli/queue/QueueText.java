// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.pin.AcceptKeyCommandLine;
import dev.sekisho.cli.terminal.HumanDuration;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages for people.
 *
 * @param now the time, from which ages are counted
 * @param acceptKey the command that accepts a key
 */
record QueueText(Instant now, AcceptKeyCommandLine acceptKey) {
    private static final int LONGEST_REASON = 100;

    /** A line's cells for a listing. */
    String[] cells(OutgoingMessage message, OutgoingRecipient recipient) {
        return new String[] {
            String.valueOf(message.id()),
            HumanDuration.of(Duration.between(message.accepted(), now)),
            "<" + message.sender().orElse("") + ">",
            "<" + recipient.address() + ">",
            recipient.route(),
            status(recipient),
            String.valueOf(recipient.attempts()),
            next(recipient),
            cut(recipient.reason().orElse(""))
        };
    }

    private static String status(OutgoingRecipient recipient) {
        if (recipient.bounced() && recipient.status() != RecipientStatus.FAILED) {
            return "going back to the sender";
        }
        return recipient.status() == RecipientStatus.TAKEN && recipient.stopping()
                ? RecipientStatus.TAKEN.text() + ", then " + RecipientStatus.ON_HOLD.text()
                : recipient.status().text();
    }

    List<String> show(OutgoingMessage message) {
        List<String> lines = new ArrayList<>();
        lines.add("message  " + message.id() + " (" + message.name() + "), " + message.size() + " octets");
        lines.add("from     <" + message.sender().orElse("") + ">");
        message.submitter().ifPresent(user -> lines.add("user     " + user));
        lines.add("accepted " + message.accepted() + ", goes back to its sender at " + message.expires());
        for (OutgoingRecipient recipient : message.recipients()) {
            lines.add("");
            lines.add("to       <" + recipient.address() + ">: " + status(recipient));
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

    /** Which keys it is about, where a recipient is held for one, and what to do. */
    List<String> keys(OutgoingRecipient recipient) {
        if (recipient.status() != RecipientStatus.UNMET || recipient.presented().isEmpty()) {
            return List.of();
        }
        String expected = recipient.expected().isEmpty()
                ? "none is pinned"
                : recipient.expected().stream().map(Pin::toString).collect(Collectors.joining(" or "));
        Pin presented = recipient.presented().get();
        return List.of(
                recipient.host().orElse(recipient.destination()) + " presents " + presented
                        + (acceptKey.wasRevoked(presented) ? ", WHICH WAS REVOKED: others may have it" : ""),
                "  expected: " + expected,
                "  to accept the key, if its owner confirms it: "
                        + acceptKey.command(recipient).orElse(""),
                "  to refuse it: leave it; mail goes back to its sender when its time is over, or 'sekisho queue bounce ID'");
    }

    private String next(OutgoingRecipient recipient) {
        return switch (recipient.status()) {
            case WAITING, UNMET ->
                recipient.nextAttempt().isAfter(now)
                        ? "in " + HumanDuration.of(Duration.between(now, recipient.nextAttempt()))
                        : "now";
            case TAKEN -> "now";
            case ON_HOLD -> "when released";
            case DELIVERED, FAILED -> "";
        };
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }
}
