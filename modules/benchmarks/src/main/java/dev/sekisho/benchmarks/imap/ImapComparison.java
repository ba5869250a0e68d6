// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.imap;

import dev.sekisho.benchmarks.load.ImapClient;
import dev.sekisho.benchmarks.measure.CpuTime;
import dev.sekisho.benchmarks.measure.Ratios;
import dev.sekisho.benchmarks.measure.ServerIdleWait;
import dev.sekisho.benchmarks.servers.ImapServer;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two servers with the same mailbox, which carry out the same rows in turn, A B A B. */
public final class ImapComparison {
    /** Until Java has compiled what the row needs. */
    private static final Duration WARM = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofMillis(700);

    private final ImapServer ours;
    private final ImapServer peer;
    private final PrintStream out;

    /** @param out where the table goes */
    public ImapComparison(ImapServer ours, ImapServer peer, PrintStream out) {
        this.ours = ours;
        this.peer = peer;
        this.out = out;
    }

    /** What one measurement has come to, for one time of the work. */
    private record Cost(double cpuMillis, double wallMillis, String found) {}

    /**
     * Fills the mailboxes, measures, and prints.
     *
     * @param all messages of the mailbox
     * @param some messages of rows that are about some
     * @param warm messages that are appended before APPEND is measured
     * @param rows the beginnings of the titles of the rows that are run; empty for all
     */
    public void run(int all, int some, int warm, int pairs, List<String> rows)
            throws IOException, InterruptedException {
        for (ImapServer server : List.of(ours, peer)) {
            try (ImapClient client = ImapClient.login(server.imaps(), new TestAccount(0))) {
                long start = System.nanoTime();
                new MailboxFilling(client).fill("INBOX", all);
                client.run("CREATE Scratch");
                out.printf("%s has %,d messages after %d s%n", server.name(), all, millis(start) / 1000);
            }
            ServerIdleWait.await(server.processes());
        }
        out.printf(
                "%n%-32s %9s %9s %6s %15s   %9s %9s %6s%n",
                "", ours.name(), peer.name(), "ratio", "(from to)", ours.name(), peer.name(), "ratio");
        out.printf("%-32s %s   %s%n", "", "CPU ms of the server, medians; ratio of pairs   ", "wall ms");
        for (ImapRow row : new ImapRows(all, some, warm).rows()) {
            String title = row.title().toLowerCase(Locale.ROOT);
            if (rows.isEmpty() || rows.stream().anyMatch(title::contains)) {
                compare(row, pairs);
            }
        }
    }

    private void compare(ImapRow row, int pairs) throws IOException, InterruptedException {
        List<Ratios.Pair> cpu = new ArrayList<>();
        List<Ratios.Pair> wall = new ArrayList<>();
        try (ImapClient first = ImapClient.login(ours.imaps(), new TestAccount(0));
                ImapClient second = ImapClient.login(peer.imaps(), new TestAccount(0))) {
            ImapRow.Work ofOurs = row.preparation().on(first);
            ImapRow.Work ofPeer = row.preparation().on(second);
            warm(ofOurs, row.warm());
            warm(ofPeer, row.warm());
            for (int pair = 0; pair < pairs; pair++) {
                Cost a = measure(ours, ofOurs);
                Cost b = measure(peer, ofPeer);
                if (!a.found().equals(b.found())) {
                    out.printf("    %s: %s and %s have not found the same%n", row.title(), ours.name(), peer.name());
                }
                cpu.add(new Ratios.Pair(a.cpuMillis(), b.cpuMillis()));
                wall.add(new Ratios.Pair(a.wallMillis(), b.wallMillis()));
            }
        }
        print(row.title(), new Ratios(cpu), new Ratios(wall));
    }

    private void print(String title, Ratios cpu, Ratios wall) {
        List<Double> ratios =
                cpu.pairs().stream().map(Ratios.Pair::ratio).sorted().toList();
        out.printf(
                "%-32s %9.1f %9.1f %6.2f %15s   %9.1f %9.1f %6.2f%n",
                title,
                cpu.ours(),
                cpu.peer(),
                cpu.median(),
                "(%.2f %.2f)".formatted(ratios.get(0), ratios.get(ratios.size() - 1)),
                wall.ours(),
                wall.peer(),
                wall.median());
    }

    private static void warm(ImapRow.Work work, int least) throws IOException {
        long start = System.nanoTime();
        int times = 0;
        do {
            work.once();
            times++;
        } while (times < least || millis(start) < WARM.toMillis());
        work.restore();
    }

    /** Until it has lasted long enough for the kernel's ticks, and the server is at rest again. */
    private static Cost measure(ImapServer server, ImapRow.Work work) throws IOException, InterruptedException {
        ServerIdleWait.await(server.processes());
        double before = CpuTime.of(server.processes());
        long start = System.nanoTime();
        int times = 0;
        String found;
        do {
            found = work.once();
            times++;
        } while (millis(start) < LEAST.toMillis());
        double wall = (System.nanoTime() - start) / 1e6 / times;
        ServerIdleWait.await(server.processes());
        double cpu = (CpuTime.of(server.processes()) - before) * 1000 / times;
        work.restore();
        return new Cost(cpu, wall, found);
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
