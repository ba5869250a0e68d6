// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.Account;
import dev.sekisho.benchmarks.load.Load;
import dev.sekisho.benchmarks.load.Maildrop;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mailboxes of the accounts, seen through POP3.
 *
 * @param accounts how many there are
 * @param kept false if nothing is delivered to them, and so nothing is looked for
 */
record Mailboxes(int accounts, boolean kept) {
    void empty(MailServer server, Load load) throws IOException {
        if (kept) {
            visit(server, load, Maildrop.Work.EMPTY);
        }
    }

    void expect(int messages, MailServer server, Load load) throws IOException {
        if (kept) {
            int found = visit(server, load, Maildrop.Work.COUNT);
            if (found != messages) {
                throw new IOException(server.name() + " was given " + messages + " messages and keeps " + found);
            }
        }
    }

    /** One session for each; returns how many messages there were. */
    int visit(MailServer server, Load load, Maildrop.Work work) throws IOException {
        AtomicInteger messages = new AtomicInteger();
        load.run(server.pop3s(), accounts, number -> new Maildrop(new Account(number), work, messages::addAndGet));
        return messages.get();
    }
}
