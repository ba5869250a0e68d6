// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;

/** The periods within which the recipients of an account are counted. */
public enum SendingPeriod {
    /** Any 60 minutes. */
    HOUR("hour", Duration.ofHours(1)),
    /** Any 24 hours. */
    DAY("day", Duration.ofDays(1));

    private final String word;
    private final Duration length;

    SendingPeriod(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** How it is called in the store, the log and replies. */
    public String word() {
        return word;
    }

    /** How long it is. */
    public Duration length() {
        return length;
    }
}
