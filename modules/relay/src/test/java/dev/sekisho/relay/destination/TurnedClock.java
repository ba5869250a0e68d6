// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands, until a test turns it. */
public final class TurnedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

    /** Time goes by. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one test turns it
    public void turn(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
