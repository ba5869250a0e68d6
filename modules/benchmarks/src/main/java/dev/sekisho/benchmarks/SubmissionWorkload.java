// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.SubmissionScript;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.servers.MailServer;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Messages that users hand in.
 *
 * @param pieces messages of a round
 * @param perConnection messages of a connection
 * @param domain where the recipients are; what is for another than the accounts' is relayed
 * @param mailboxes where they end, or those of nobody
 */
record SubmissionWorkload(
        int pieces,
        int rounds,
        int perConnection,
        int accounts,
        TestMessage message,
        String domain,
        TestMailboxes mailboxes)
        implements Workload {
    private static final int WARMING_ROUND = 2_000;
    private static final long WARMING_OCTETS = 2L << 30;

    @Override
    public String title() {
        String size = message.size() < 1 << 20 ? (message.size() >> 10) + " KB" : (message.size() >> 20) + " MB";
        return "%s, %d a connection, %s".formatted(size, perConnection, ending());
    }

    private String ending() {
        if (!domain.equals(TestAccount.DOMAIN)) {
            return "relayed";
        }
        return mailboxes.kept() ? "delivered" : "accepted and discarded";
    }

    @Override
    public String unit() {
        return "messages";
    }

    @Override
    public Workload warming(int messages) {
        int wanted = (int) Math.min(messages, WARMING_OCTETS / message.size());
        int round = Math.min(WARMING_ROUND, wanted);
        return new SubmissionWorkload(round, wanted / round, perConnection, accounts, message, domain, mailboxes);
    }

    @Override
    public void prepare(MailServer server, LoadGenerator load) throws IOException {
        mailboxes.empty(server, load);
    }

    @Override
    public void run(MailServer server, LoadGenerator load) throws IOException {
        int connections = (pieces + perConnection - 1) / perConnection;
        load.run(server.submissions(), connections, this::connection);
    }

    private SubmissionScript connection(int number) {
        int first = number * perConnection;
        List<String> recipients = IntStream.range(first, Math.min(first + perConnection, pieces))
                .mapToObj(at -> "user" + at % accounts + "@" + domain)
                .toList();
        return new SubmissionScript(new TestAccount(number % accounts), recipients, message);
    }

    @Override
    public void check(MailServer server, LoadGenerator load) throws IOException {
        mailboxes.expect(pieces, server, load);
    }
}
