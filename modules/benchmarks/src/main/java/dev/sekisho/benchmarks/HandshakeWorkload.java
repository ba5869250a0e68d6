// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.GreetingScript;
import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;

/** Connections that do a full handshake, hear the greeting and leave. */
record HandshakeWorkload(int pieces) implements Workload {
    @Override
    public String title() {
        return "full handshakes";
    }

    @Override
    public String unit() {
        return "handshakes";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public Workload warming(int messages) {
        return new HandshakeWorkload(messages);
    }

    @Override
    public void prepare(MailServer server, LoadGenerator load) {}

    @Override
    public void run(MailServer server, LoadGenerator load) throws IOException {
        load.run(server.submissions(), pieces, number -> new GreetingScript());
    }

    /** Every connection has seen the greeting and the reply to QUIT, or the run has failed. */
    @Override
    public void check(MailServer server, LoadGenerator load) {}
}
