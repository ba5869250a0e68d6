// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.sql.StoredCode;
import java.util.Locale;

/** Where a recipient of an outgoing message stands in the queue. */
public enum RecipientStatus implements StoredCode {
    /** Waits for its next attempt. */
    WAITING(0),
    /** A demand was not met: waits until it is, or until somebody says so. */
    HELD(1),
    /** A node is at it. */
    TAKEN(2),
    /** The operator holds it. */
    STOPPED(3),
    /** The next server has it. */
    DELIVERED(4),
    /** It never will; the sender has been told. */
    FAILED(5);

    private final int code;

    RecipientStatus(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** A condition: the row has one of these. */
    public static String in(RecipientStatus... states) {
        return StoredCode.in("status", states);
    }

    /** Whether nothing more happens to the recipient. */
    public boolean isFinal() {
        return switch (this) {
            case WAITING, HELD, TAKEN, STOPPED -> false;
            case DELIVERED, FAILED -> true;
        };
    }

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
