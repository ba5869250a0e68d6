// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Zones that do not answer. After a few questions in a row without an answer a zone is not asked for a while, so that a dead list does
 * not make each client wait. There are as many zones as the configuration has. For any thread.
 */
final class SilentZones {
    static final int IN_A_ROW = 3;
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, Silence> silences = new HashMap<>();

    private record Silence(int inARow, long since) {}

    SilentZones(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Why a zone is not to be asked now; empty if it is. */
    synchronized Optional<String> pause(String zone) {
        return Optional.ofNullable(silences.get(zone))
                .filter(silence ->
                        silence.inARow() >= IN_A_ROW && nanoTime.getAsLong() - silence.since() < PAUSE.toNanos())
                .map(silence -> "the last " + silence.inARow() + " questions had no answer; it is asked again "
                        + PAUSE.toSeconds() + " s after the last one");
    }

    /** A zone has answered. */
    synchronized void answered(String zone) {
        silences.remove(zone);
    }

    /** A question to a zone had no answer. */
    synchronized void silent(String zone) {
        silences.merge(
                zone,
                new Silence(1, nanoTime.getAsLong()),
                (before, one) -> new Silence(before.inARow() + 1, one.since()));
    }
}
