// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.Pop3Script;
import dev.sekisho.benchmarks.servers.MailServer;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mailboxes of the accounts, seen through POP3.
 *
 * @param accounts how many there are
 * @param kept false if nothing is delivered to them, and so nothing is looked for
 */
record TestMailboxes(int accounts, boolean kept) {
    void empty(MailServer server, LoadGenerator load) throws IOException {
        if (kept) {
            visit(server, load, Pop3Script.Work.EMPTY);
        }
    }

    void expect(int messages, MailServer server, LoadGenerator load) throws IOException {
        if (kept) {
            int found = visit(server, load, Pop3Script.Work.COUNT);
            if (found != messages) {
                throw new IOException(server.name() + " was given " + messages + " messages and keeps " + found);
            }
        }
    }

    /** One session for each; returns how many messages there were. */
    int visit(MailServer server, LoadGenerator load, Pop3Script.Work work) throws IOException {
        AtomicInteger messages = new AtomicInteger();
        load.run(
                server.pop3s(), accounts, number -> new Pop3Script(new TestAccount(number), work, messages::addAndGet));
        return messages.get();
    }
}
