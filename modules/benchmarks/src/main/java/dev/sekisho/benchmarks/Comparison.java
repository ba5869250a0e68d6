// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.measure.CpuTime;
import dev.sekisho.benchmarks.measure.Ratios;
import dev.sekisho.benchmarks.measure.ServerIdleWait;
import dev.sekisho.benchmarks.servers.MailServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The same work for two servers in turn, A B A B, each time until nothing of it is left to do. */
final class Comparison {
    private final MailServer ours;
    private final MailServer peer;
    private final LoadGenerator load;
    private final PrintStream out;

    Comparison(MailServer ours, MailServer peer, LoadGenerator load, PrintStream out) {
        this.ours = ours;
        this.peer = peer;
        this.load = load;
        this.out = out;
    }

    /** Gives both the work until their compilers and caches have seen it; not counted. */
    void warm(Workload workload, int messages) throws IOException, InterruptedException {
        for (MailServer server : List.of(ours, peer)) {
            out.printf("    warming %s with up to %,d messages%n", server.name(), messages);
            measure(server, workload.warming(messages));
        }
    }

    /** Measures, and prints pair by pair. */
    Ratios compare(Workload workload, int pairs) throws IOException, InterruptedException {
        out.printf("%n%s%n", workload.title());
        out.printf(
                "%-6s %14s %24s %8s   CPU-s of the server per 1,000 %s%n",
                "pair", ours.name(), peer.name(), "ratio", workload.unit());
        List<Ratios.Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            double before = loadSeconds();
            Ratios.Pair values = new Ratios.Pair(measure(ours, workload), measure(peer, workload));
            measured.add(values);
            out.printf(
                    "%-6d %14.3f %24.3f %8.2f   (load generator: %.1f CPU-s)%n",
                    pair, values.ours(), values.peer(), values.ratio(), loadSeconds() - before);
        }
        Ratios ratios = new Ratios(measured);
        out.printf("%-6s %14.3f %24.3f %8.2f%n", "median", ratios.ours(), ratios.peer(), ratios.median());
        return ratios;
    }

    private double measure(MailServer server, Workload workload) throws IOException, InterruptedException {
        double used = 0;
        for (int round = 0; round < workload.rounds(); round++) {
            workload.prepare(server, load);
            ServerIdleWait.await(server.processes());
            double before = CpuTime.of(server.processes());
            workload.run(server, load);
            ServerIdleWait.await(server.processes());
            used += CpuTime.of(server.processes()) - before;
            workload.check(server, load);
        }
        return used * 1_000 / ((double) workload.pieces() * workload.rounds());
    }

    private static double loadSeconds() throws IOException {
        return CpuTime.of(List.of(ProcessHandle.current().pid()))
                - CpuTime.of(ProcessHandle.current()
                        .children()
                        .map(ProcessHandle::pid)
                        .toList());
    }
}
