// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.SmtpSink;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;

/**
 * Messages that users hand in for people elsewhere, until the next server has all of them.
 *
 * @param submissions what is handed in
 * @param sink the next server
 * @param encrypted whether it offers TLS
 */
record RelayWorkload(SubmissionWorkload submissions, SmtpSink sink, boolean encrypted) implements Workload {
    @Override
    public String title() {
        return submissions.title() + (encrypted ? " over TLS" : " in cleartext");
    }

    @Override
    public String unit() {
        return submissions.unit();
    }

    @Override
    public int pieces() {
        return submissions.pieces();
    }

    @Override
    public int rounds() {
        return submissions.rounds();
    }

    @Override
    public Workload warming(int messages) {
        return new RelayWorkload((SubmissionWorkload) submissions.warming(messages), sink, encrypted);
    }

    @Override
    public void prepare(MailServer server, LoadGenerator load) {
        sink.encrypting(encrypted);
    }

    @Override
    public void run(MailServer server, LoadGenerator load) throws IOException {
        long before = sink.messages();
        submissions.run(server, load);
        sink.await(before + submissions.pieces());
        if (sink.messages() != before + submissions.pieces()) {
            throw new IOException(server.name() + " was given " + submissions.pieces() + " messages and handed on "
                    + (sink.messages() - before));
        }
    }

    /** All is seen in the round itself. */
    @Override
    public void check(MailServer server, LoadGenerator load) {}
}
