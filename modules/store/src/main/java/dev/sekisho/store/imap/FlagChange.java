// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * What STORE does to the flags of messages (RFC 9051 6.4.6).
 *
 * @param how what is done with them
 * @param flags the flags that are named
 */
public record FlagChange(How how, MessageFlags flags) {

    /** What is done with the flags that are named. */
    public enum How {
        /** The message has these and no others: {@code FLAGS}. */
        REPLACE,
        /** The message gets these: {@code +FLAGS}. */
        ADD,
        /** The message loses these: {@code -FLAGS}. */
        REMOVE
    }

    /** What the flags become. */
    public MessageFlags applyTo(MessageFlags before) {
        return switch (how) {
            case REPLACE -> flags;
            case ADD -> before.plus(flags);
            case REMOVE -> before.minus(flags);
        };
    }
}
