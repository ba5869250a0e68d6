// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

/** What greylisting makes of an attempt. */
public enum GreylistVerdict {
    /** The first one, or the first one after too long: deferred. */
    FIRST,
    /** One that comes before the delay is over: deferred. */
    EARLY,
    /** One that comes after it: accepted. */
    ACCEPTED,
    /** One of a client that is known: accepted. */
    KNOWN_CLIENT;

    /** True if the attempt is to be made again later. */
    public boolean defers() {
        return switch (this) {
            case FIRST, EARLY -> true;
            case ACCEPTED, KNOWN_CLIENT -> false;
        };
    }
}
