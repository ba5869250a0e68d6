// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.Pop3Script;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.servers.MailServer;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;

/**
 * Sessions of POP3, one for each mailbox a round, each of which fetches and deletes ten messages of 4 KB.
 *
 * @param readings how often all of a round is fetched before without being deleted
 */
record Pop3FetchWorkload(int accounts, int rounds, int readings, SubmissionWorkload filling) implements Workload {
    private static final int MESSAGES = 10;
    private static final int SIZE = 4 * 1024;
    /** Filling mailboxes takes longer than emptying them, and compilers want to see thousands of sessions. */
    private static final int WARMING_READINGS = 5;

    static Pop3FetchWorkload of(int accounts, int rounds) {
        return of(accounts, rounds, 0);
    }

    private static Pop3FetchWorkload of(int accounts, int rounds, int readings) {
        TestMailboxes mailboxes = new TestMailboxes(accounts, true);
        return new Pop3FetchWorkload(
                accounts,
                rounds,
                readings,
                new SubmissionWorkload(
                        accounts * MESSAGES,
                        1,
                        MESSAGES,
                        accounts,
                        TestMessage.of(SIZE),
                        TestAccount.DOMAIN,
                        mailboxes));
    }

    @Override
    public String title() {
        return "STAT, UIDL, 10 times RETR and DELE of 4 KB";
    }

    @Override
    public String unit() {
        return "sessions";
    }

    @Override
    public int pieces() {
        return accounts;
    }

    @Override
    public Workload warming(int messages) {
        return of(accounts, Math.max(1, messages / MESSAGES / accounts), WARMING_READINGS);
    }

    @Override
    public void prepare(MailServer server, LoadGenerator load) throws IOException {
        filling.prepare(server, load);
        filling.run(server, load);
    }

    @Override
    public void run(MailServer server, LoadGenerator load) throws IOException {
        for (int reading = 0; reading < readings; reading++) {
            visit(server, load, Pop3Script.Work.READ);
        }
        visit(server, load, Pop3Script.Work.FETCH);
    }

    private void visit(MailServer server, LoadGenerator load, Pop3Script.Work work) throws IOException {
        int fetched = filling.mailboxes().visit(server, load, work);
        if (fetched != filling.pieces()) {
            throw new IOException(
                    server.name() + " was given " + filling.pieces() + " messages and handed out " + fetched);
        }
    }

    @Override
    public void check(MailServer server, LoadGenerator load) throws IOException {
        filling.mailboxes().expect(0, server, load);
    }
}
