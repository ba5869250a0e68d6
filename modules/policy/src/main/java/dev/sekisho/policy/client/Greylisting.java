// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.time.Duration;
import java.time.Instant;

/**
 * Greylisting (RFC 6647): the first attempts of a client to write from a sender to a recipient are deferred, and a later one is accepted.
 *
 * @param clients whom it concerns
 * @param delay how long attempts are deferred, from the first one on
 * @param retryWindow how long after the first attempt one may be accepted; afterwards it begins anew
 * @param maxAge how long what was accepted is remembered after the last time
 * @param knownAfter how many accepted attempts make a client known, so that its mail is no longer deferred; counted once an hour at most
 */
public record Greylisting(Clients clients, Duration delay, Duration retryWindow, Duration maxAge, int knownAfter) {
    /** Accepted attempts of one client within this time count once. */
    public static final Duration COUNTED_ONCE_IN = Duration.ofHours(1);

    /** Nobody's mail is deferred. The numbers are Postgrey's. */
    public static final Greylisting OFF =
            new Greylisting(Clients.NONE, Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), 5);

    /** Whom greylisting concerns. */
    public enum Clients {
        NONE,
        /** Those with a weight. */
        SUSPICIOUS,
        ALL;

        /** The word used in configurations. */
        public String text() {
            return switch (this) {
                case NONE -> "none";
                case SUSPICIOUS -> "suspicious";
                case ALL -> "all";
            };
        }
    }

    public Greylisting {
        if (delay.compareTo(retryWindow) >= 0 || retryWindow.compareTo(maxAge) > 0) {
            throw new IllegalArgumentException("greylisting needs delay < retry-window <= max-age, found "
                    + delay.toSeconds() + " s, " + retryWindow.toSeconds() + " s and " + maxAge.toSeconds() + " s");
        }
        if (knownAfter < 1) {
            throw new IllegalArgumentException(
                    "a client is known after 1 accepted attempt or more, found " + knownAfter);
        }
    }

    /** True if mail of a client of this weight is deferred at first. */
    public boolean concerns(ClientWeight weight) {
        return switch (clients) {
            case NONE -> false;
            case SUSPICIOUS -> weight.sum() > 0;
            case ALL -> true;
        };
    }

    /** Decides on an attempt by what is remembered. */
    public GreylistVerdict judge(GreylistRecord remembered, Instant now) {
        if (isKnown(remembered, now)) {
            return GreylistVerdict.KNOWN_CLIENT;
        }
        boolean accepted = remembered.accepted().isPresent();
        boolean fresh = accepted
                ? remembered
                        .accepted()
                        .filter(last -> !now.isAfter(last.plus(maxAge)))
                        .isPresent()
                : remembered
                        .first()
                        .filter(first -> !first.isAfter(now) && !now.isAfter(first.plus(retryWindow)))
                        .isPresent();
        if (!fresh) {
            return GreylistVerdict.FIRST;
        }
        boolean waited = accepted
                || remembered
                        .first()
                        .filter(first -> !now.isBefore(first.plus(delay)))
                        .isPresent();
        return waited ? GreylistVerdict.ACCEPTED : GreylistVerdict.EARLY;
    }

    private boolean isKnown(GreylistRecord remembered, Instant now) {
        return remembered.clientAccepted() >= knownAfter
                && remembered
                        .clientLast()
                        .filter(last -> !now.isAfter(last.plus(maxAge)))
                        .isPresent();
    }
}
