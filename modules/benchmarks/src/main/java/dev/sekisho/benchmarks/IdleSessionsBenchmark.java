// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.IdleSmtpSessions;
import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.measure.ProcessMemory;
import dev.sekisho.benchmarks.servers.SekishoDistribution;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** A crowd of idle TLS sessions on one listener, which is held while new sessions are served. */
final class IdleSessionsBenchmark {
    private static final int MESSAGES = 160;
    private static final int SIZE = 4 * 1024;

    private final int sessions;
    private final Duration hold;
    private final PrintStream out;

    /** What the server's Java is started with. */
    static final String JAVA_OPTIONS = "-Xmx512m " + ProcessMemory.OPTION;

    IdleSessionsBenchmark(int sessions, Duration hold, PrintStream out) {
        this.sessions = sessions;
        this.hold = hold;
        this.out = out;
    }

    /**
     * Holds the crowd.
     *
     * @throws IOException if a session of the crowd or a new one was closed, refused or not answered
     */
    void run(SekishoDistribution server, LoadGenerator load, int accounts) throws IOException {
        long process = server.processes().get(0);
        out.println("before the crowd:  " + ProcessMemory.of(process));
        Instant start = Instant.now();
        IdleSmtpSessions pool = new IdleSmtpSessions(load, server.submissions());
        pool.gather(sessions);
        out.printf("%,d sessions after %d s%n", pool.present(), seconds(start));
        out.println("with the crowd:    " + ProcessMemory.of(process));
        int served = serve(server, load, accounts);
        if (pool.present() != sessions) {
            throw new IOException("of %,d idle sessions %,d are left".formatted(sessions, pool.present()));
        }
        out.printf("held for %d s, %,d messages taken meanwhile%n", hold.toSeconds(), served);
        out.println("after that:        " + ProcessMemory.of(process));
        pool.leave();
        out.println("every idle session was answered, and left");
    }

    private int serve(SekishoDistribution server, LoadGenerator load, int accounts) throws IOException {
        SubmissionWorkload work = new SubmissionWorkload(
                MESSAGES, 1, 1, accounts, TestMessage.of(SIZE), TestAccount.DOMAIN, new TestMailboxes(accounts, false));
        Instant end = Instant.now().plus(hold);
        int served = 0;
        while (Instant.now().isBefore(end)) {
            work.run(server, load);
            served += work.pieces();
        }
        return served;
    }

    private static long seconds(Instant start) {
        return Duration.between(start, Instant.now()).toSeconds();
    }
}
