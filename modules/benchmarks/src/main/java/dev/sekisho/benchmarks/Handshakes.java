// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.Greeting;
import dev.sekisho.benchmarks.load.Load;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;

/** Connections that do a full handshake, hear the greeting and leave. */
record Handshakes(int pieces) implements Work {
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
    public Work warming(int messages) {
        return new Handshakes(messages);
    }

    @Override
    public void prepare(MailServer server, Load load) {}

    @Override
    public void run(MailServer server, Load load) throws IOException {
        load.run(server.submissions(), pieces, number -> new Greeting());
    }

    /** Every connection has seen the greeting and the reply to QUIT, or the run has failed. */
    @Override
    public void check(MailServer server, Load load) {}
}
