// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.imap;

import dev.sekisho.benchmarks.load.ImapClient;
import dev.sekisho.benchmarks.load.MailboxContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fills mailboxes by APPEND, and empties them. */
final class MailboxFilling {
    private static final int AT_ONCE = 40;

    private final ImapClient client;

    MailboxFilling(ImapClient client) {
        this.client = client;
    }

    /** Fills a mailbox, many messages with each command (RFC 3502). */
    void fill(String mailbox, int messages) throws IOException {
        for (int number = 0; number < messages; number += AT_ONCE) {
            append(mailbox, number, Math.min(AT_ONCE, messages - number));
        }
    }

    /** One APPEND of so many messages. Of ten messages eight are seen, of twenty one is flagged. */
    void append(String mailbox, int first, int count) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream(count * 4096);
        command.writeBytes(("APPEND " + mailbox).getBytes(StandardCharsets.US_ASCII));
        for (int number = first; number < first + count; number++) {
            byte[] message = MailboxContent.message(number);
            String flags = (number % 10 < 8 ? "\\Seen" : "") + (number % 20 == 5 ? " \\Flagged" : "");
            String head =
                    " (" + flags + ") \"" + MailboxContent.internalDate(number) + "\" {" + message.length + "+}\r\n";
            command.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            command.writeBytes(message);
        }
        client.run(command.toByteArray());
    }

    /** Expunges all messages. */
    void empty(String mailbox) throws IOException {
        client.run("SELECT " + mailbox);
        if (client.run("SEARCH ALL").beginning().matches("(?s)\\* SEARCH \\d.*")) {
            client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            client.run("EXPUNGE");
        }
    }
}
