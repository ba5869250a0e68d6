// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import java.util.Locale;

/** Where a recipient of an outgoing message stands. The order is that of the column. */
public enum RecipientStatus {
    /** Waits for its next attempt. */
    WAITING,
    /** A demand was not met: waits until it is, or until somebody says so. */
    HELD,
    /** A node is at it. */
    TAKEN,
    /** The operator holds it. */
    STOPPED,
    /** The next server has it. */
    DELIVERED,
    /** It never will; the sender has been told. */
    FAILED;

    /** The word used in listings. */
    public String text() {
        return switch (this) {
            case WAITING -> "waiting";
            case HELD -> "held";
            case TAKEN -> "under way";
            case STOPPED -> "held by the operator";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
        };
    }

    /** The lower-case name, for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
