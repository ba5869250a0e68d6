// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import java.util.List;

/** What two servers used for the same work, pair by pair. */
public record Ratios(List<Pair> pairs) {
    /** CPU seconds per 1,000 pieces of the work, of the first server and of its peer, one after the other. */
    public record Pair(double ours, double peer) {
        /** How many times what ours used the peer did. */
        public double ratio() {
            return peer / ours;
        }
    }

    /** At least one pair. */
    public Ratios {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("there is no pair");
        }
    }

    /** The median of the ratios. */
    public double median() {
        return median(pairs.stream().map(Pair::ratio).toList());
    }

    /** The median of what the first server used. */
    public double ours() {
        return median(pairs.stream().map(Pair::ours).toList());
    }

    /** The median of what the peer used. */
    public double peer() {
        return median(pairs.stream().map(Pair::peer).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
