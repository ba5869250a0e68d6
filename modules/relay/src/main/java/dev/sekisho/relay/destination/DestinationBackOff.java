// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Destinations that are left alone for a while, so that not each message finds out for itself. For any thread. */
public final class DestinationBackOff {
    private final RetrySchedule schedule;
    private final Clock clock;
    private final Map<ConnectionPool.Key, Pause> pauses = new HashMap<>();

    /**
     * A destination is left alone.
     *
     * @param until when it is tried again
     * @param failures how often it failed in a row
     * @param host who failed last
     * @param failure why
     */
    public record Pause(Instant until, int failures, Optional<String> host, DeliveryFailure failure) {}

    /** Nothing has failed yet. */
    public DestinationBackOff(RetrySchedule schedule, Clock clock) {
        this.schedule = schedule;
        this.clock = clock;
    }

    /** The pause of a destination, if it is in one. */
    public synchronized Optional<Pause> of(ConnectionPool.Key key) {
        return Optional.ofNullable(pauses.get(key))
                .filter(pause -> clock.instant().isBefore(pause.until()));
    }

    /** No connection came about. */
    public synchronized void failed(ConnectionPool.Key key, Optional<String> host, DeliveryFailure failure) {
        int failures = pauses.containsKey(key) ? pauses.get(key).failures() + 1 : 1;
        Instant until = clock.instant()
                .plus(failure instanceof DeliveryFailure.Unmet ? schedule.recheck() : schedule.after(failures));
        pauses.put(key, new Pause(until, failures, host, failure));
    }

    /** The destination takes mail, or is to be tried in any case. */
    public synchronized void clear(ConnectionPool.Key key) {
        pauses.remove(key);
    }
}
