// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Ten sessions that do random things with the same mailboxes, on one node or on several, while nodes are killed. */
public final class Stress {
    private static final int SESSIONS = 10;
    private static final String USER = "bob@example.org";

    private final List<Installation> nodes;
    private final StressLedger ledger = new StressLedger();
    private volatile boolean stopped;
    private volatile boolean down;

    /** What was done. */
    public record Result(int commands, int appends, int kills) {}

    public Stress(List<Installation> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Runs it, and compares what was told with what is stored. A response that cannot be true is an {@link AssertionError}.
     *
     * @param kills how often the first node is killed and started again meanwhile
     */
    public Result run(Duration time, int kills, long seed) throws Exception {
        try (ImapConnection connection = ImapConnection.login(nodes.get(0), USER)) {
            for (String mailbox : List.of(StressSession.SHARED, StressSession.OTHER, StressSession.KEPT)) {
                connection.command("CREATE " + mailbox);
            }
        }
        List<StressSession> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Installation node = nodes.get(i % nodes.size());
            sessions.add(new StressSession(node, i, ledger, seed, () -> stopped, () -> down && node == nodes.get(0)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Future<Integer>> ends = new ArrayList<>();
            sessions.forEach(session -> ends.add(threads.submit(session)));
            for (int i = 0; i <= kills; i++) {
                work(time.dividedBy(kills + 1L), ends);
                if (i < kills) {
                    killFirst();
                }
            }
            stopped = true;
            int commands = 0;
            for (Future<Integer> end : ends) {
                commands += end.get(5, TimeUnit.MINUTES);
            }
            compare(sessions);
            return new Result(commands, ledger.accepted(), kills);
        } finally {
            stopped = true;
            threads.shutdown();
        }
    }

    /** Lets them work; ends at once when one of them has found a fault. */
    private void work(Duration time, List<Future<Integer>> ends) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (Future<Integer> each : ends) {
                if (each.isDone()) {
                    stopped = true;
                    each.get();
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void killFirst() throws Exception {
        down = true;
        nodes.get(0).kill();
        nodes.get(0).run();
        TimeUnit.SECONDS.sleep(1);
        down = false;
    }

    private void compare(List<StressSession> sessions) throws IOException {
        for (StressSession session : sessions) {
            session.compare();
        }
        for (Installation node : nodes) {
            ledger.compare(node);
        }
    }
}
