// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;

/** A piece of load that can be given to any server, again and again. */
interface Workload {
    /** What it is, for the table. */
    String title();

    /** What is counted, such as messages. */
    String unit();

    /** How many of them one round has. */
    int pieces();

    /** How many rounds a measurement has. */
    int rounds();

    /** The same work, so often that the server has seen about that many messages; fewer if they are very large. */
    Workload warming(int messages);

    /** Brings the server into the state that the round begins with; not measured. */
    void prepare(MailServer server, LoadGenerator load) throws IOException;

    /** One round. */
    void run(MailServer server, LoadGenerator load) throws IOException;

    /**
     * Looks whether the server did all of the round; not measured.
     *
     * @throws IOException if not
     */
    void check(MailServer server, LoadGenerator load) throws IOException;
}
