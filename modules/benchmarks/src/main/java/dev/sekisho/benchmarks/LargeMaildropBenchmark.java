// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.Pop3Script;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.measure.ProcessMemory;
import dev.sekisho.benchmarks.servers.SekishoDistribution;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions of POP3 (handshake, login, STAT, UIDL, QUIT) in a mailbox that is small, and then large. */
final class LargeMaildropBenchmark {
    private static final int SIZE = 1024;
    private static final int FEW = 10;
    private static final int PER_CONNECTION = 100;
    private static final int ROUND = 10_000;
    private static final int SESSIONS = 40;

    private final int messages;
    private final PrintStream out;

    /** What the server's Java is started with. */
    static final String JAVA_OPTIONS = "-Xmx512m " + ProcessMemory.OPTION;

    LargeMaildropBenchmark(int messages, PrintStream out) {
        this.messages = messages;
        this.out = out;
    }

    /**
     * Fills the mailbox of the first account, and looks at it.
     *
     * @throws IOException if a message was refused, or a session did not list all of them
     */
    void run(SekishoDistribution server, LoadGenerator load) throws IOException {
        long process = server.processes().get(0);
        fill(server, load, FEW);
        double few = look(server, load, FEW);
        out.printf("%,d messages:  %s%n", FEW, ProcessMemory.of(process));
        for (int filled = FEW; filled < messages; filled += ROUND) {
            fill(server, load, Math.min(ROUND, messages - filled));
        }
        out.printf("%,d messages:  %s%n", messages, ProcessMemory.of(process));
        double many = look(server, load, messages);
        out.printf("after %d sessions there:  %s%n", SESSIONS, ProcessMemory.of(process));
        out.printf(
                "login, STAT and UIDL of %,d messages: %.0f ms; of %d: %.0f ms (medians of %d sessions)%n",
                messages, many, FEW, few, SESSIONS);
    }

    private static void fill(SekishoDistribution server, LoadGenerator load, int messages) throws IOException {
        new SubmissionWorkload(
                        messages,
                        1,
                        PER_CONNECTION,
                        1,
                        TestMessage.of(SIZE),
                        TestAccount.DOMAIN,
                        new TestMailboxes(1, false))
                .run(server, load);
    }

    /** The median of the sessions in milliseconds, when all that was handed in has been delivered. */
    private static double look(SekishoDistribution server, LoadGenerator load, int expected) throws IOException {
        while (session(server, load, Pop3Script.Work.COUNT) < expected) {
            // The session itself is the pause.
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            long start = System.nanoTime();
            int found = session(server, load, Pop3Script.Work.LIST);
            nanos.add(System.nanoTime() - start);
            if (found != expected) {
                throw new IOException("the mailbox was given " + expected + " messages and has " + found);
            }
        }
        return nanos.stream().sorted().skip(SESSIONS / 2).findFirst().orElseThrow() / 1e6;
    }

    private static int session(SekishoDistribution server, LoadGenerator load, Pop3Script.Work work)
            throws IOException {
        AtomicInteger found = new AtomicInteger();
        load.run(server.pop3s(), 1, number -> new Pop3Script(new TestAccount(0), work, found::set));
        return found.get();
    }
}
