// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.store.log.LogWord;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A delivery status notification (RFC 3464): what a person reads, what a program reads, the header of the message.
 *
 * @param ownName the name we go by
 * @param kind failed, delayed, delivered or relayed
 * @param message of which message
 * @param recipients of which of its recipients
 * @param returned the header of the message, octet for octet, or all of it
 * @param whole whether it is all of it (RFC 3461 4.3)
 * @param moment when it is written
 */
record Dsn(
        String ownName,
        Kind kind,
        OutgoingMessage message,
        List<About> recipients,
        byte[] returned,
        boolean whole,
        Instant moment) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What a DSN reports. */
    enum Kind implements LogWord {
        FAILED("failed", "Not delivered", "Your message could not be delivered to:"),
        DELAYED(
                "delayed",
                "Delayed",
                "Your message could not be delivered yet. You need not send it again: we go on trying.\r\n"
                        + "It waits for:"),
        RELAYED(
                "relayed",
                "Handed on",
                "Your message was handed on to a server that will not tell whether it is delivered, for:");

        private final String action;
        private final String subject;
        private final String sentence;

        Kind(String action, String subject, String sentence) {
            this.action = action;
            this.subject = subject;
            this.sentence = sentence;
        }

        /** Its action (RFC 3464 2.3.3), which the log has too. */
        @Override
        public String word() {
            return action;
        }
    }

    /**
     * The report on one recipient.
     *
     * @param recipient who
     * @param status the enhanced status code (RFC 3463)
     * @param host the server that was asked last
     * @param reason what it said, or what went wrong
     * @param reply the last reply of that server, if it is what decided
     */
    record About(
            OutgoingRecipient recipient, String status, Optional<String> host, String reason, Optional<String> reply) {}

    /** The octets of the notice. */
    byte[] octets() {
        String boundary = boundary();
        byte[] begin = (head(boundary) + text(boundary) + status(boundary) + "--" + boundary
                        + "\r\nContent-Type: " + (whole ? "message/rfc822" : "text/rfc822-headers; charset=utf-8")
                        + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[begin.length + returned.length + end.length];
        System.arraycopy(begin, 0, whole, 0, begin.length);
        System.arraycopy(returned, 0, whole, begin.length, returned.length);
        System.arraycopy(end, 0, whole, begin.length + returned.length, end.length);
        return whole;
    }

    /** Its Message-ID. */
    String messageId() {
        return "<" + boundary() + "@" + ownName + ">";
    }

    private String boundary() {
        return "report-" + message.id() + "-" + moment.toEpochMilli() + "-"
                + Integer.toHexString(Arrays.hashCode(returned));
    }

    private String head(String boundary) {
        return lines(
                "From: Mail delivery <MAILER-DAEMON@" + ownName + ">",
                "To: <" + message.sender().orElse("") + ">",
                "Subject: " + kind.subject + ": your message of " + DATE.format(message.accepted()),
                "Date: " + DATE.format(moment),
                "Message-ID: " + messageId(),
                // RFC 3834: nobody's automaton is to answer.
                "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"" + boundary + "\"",
                "",
                "This is a report of a mail server in MIME.");
    }

    private String text(String boundary) {
        StringBuilder text = new StringBuilder(lines(
                "--" + boundary,
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                kind.sentence,
                ""));
        for (About about : recipients) {
            text.append(lines(
                    "  <" + about.recipient().address() + ">",
                    "    " + about.host().map(host -> host + ": ").orElse("") + about.reason(),
                    ""));
        }
        if (kind == Kind.DELAYED) {
            text.append(lines("It goes back to you if that lasts until " + DATE.format(message.expires()) + ".", ""));
        }
        return text.toString();
    }

    private String status(String boundary) {
        StringBuilder status = new StringBuilder(
                lines("--" + boundary, "Content-Type: message/delivery-status", "Content-Transfer-Encoding: 8bit", ""));
        status.append(lines("Reporting-MTA: dns; " + ownName));
        message.envid().ifPresent(id -> status.append(lines("Original-Envelope-Id: " + xtext(id))));
        status.append(lines("Arrival-Date: " + DATE.format(message.accepted()), ""));
        recipients.forEach(about -> status.append(status(about)));
        return status.toString();
    }

    private String status(About about) {
        StringBuilder status = new StringBuilder();
        about.recipient().orcpt().ifPresent(original -> status.append(lines("Original-Recipient: " + xtext(original))));
        status.append(lines(
                "Final-Recipient: rfc822; " + about.recipient().address(),
                "Action: " + kind.action,
                "Status: " + about.status()));
        about.host().ifPresent(host -> {
            status.append(lines("Remote-MTA: dns; " + host));
            about.reply().ifPresent(reply -> status.append(lines("Diagnostic-Code: smtp; " + reply)));
        });
        if (kind == Kind.DELAYED) {
            status.append(lines("Will-Retry-Until: " + DATE.format(message.expires())));
        }
        return status.append("\r\n").toString();
    }

    /** RFC 3461 4: {@code +XX} stands for an octet. What is malformed stays as it is. */
    private static String xtext(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '+'
                    && i + 2 < text.length()
                    && text.substring(i + 1, i + 3).matches("[0-9A-F]{2}")) {
                int octet = Integer.parseInt(text.substring(i + 1, i + 3), 16);
                plain.append(octet < ' ' || octet > '~' ? '?' : (char) octet);
                i += 2;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
