// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.imap;

import dev.sekisho.benchmarks.load.ImapClient;
import dev.sekisho.benchmarks.load.ImapReply;
import java.io.IOException;

/**
 * One line of the table.
 *
 * @param title what the table calls it
 * @param preparation makes the work ready, on a connection of its own to each server
 * @param warm so often at least the work is done before it is measured
 */
record ImapRow(String title, Preparation preparation, int warm) {
    /** A row whose work is soon compiled. */
    ImapRow(String title, Preparation preparation) {
        this(title, preparation, 1);
    }

    /** Selects mailboxes and asks for what the work needs; not counted. */
    @FunctionalInterface
    interface Preparation {
        /** The work, on this connection. */
        Work on(ImapClient client) throws IOException;
    }

    /** What is measured. */
    interface Work {
        /** Does it once. Returns what it found, which is the same for every server; empty if that is not so. */
        String once() throws IOException;

        /** Puts right what it has changed; not counted. */
        default void restore() throws IOException {}
    }

    /** A command about the mailbox, which is answered with so many untagged lines. */
    static ImapRow of(String title, String command, int lines) {
        return selected(title, client -> () -> {
            ImapReply reply = client.run(command);
            if (reply.untagged() != lines) {
                throw new IOException("%s was answered with %,d untagged lines; %,d are expected"
                        .formatted(command, reply.untagged(), lines));
            }
            return "";
        });
    }

    /** A command that is answered with one line, such as SEARCH's: the same from every server. */
    static ImapRow found(String title, String command) {
        return selected(title, client -> () -> {
            String answer = client.run(command).beginning();
            return answer.substring(0, answer.indexOf("\r\n")).strip();
        });
    }

    /** Work in the large mailbox. */
    static ImapRow selected(String title, Preparation preparation) {
        return new ImapRow(title, client -> {
            client.run("SELECT INBOX");
            return preparation.on(client);
        });
    }
}
