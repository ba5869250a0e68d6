// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.sql.StoredCode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The status of a recipient in the outgoing queue. What may be done in a status is defined only here: the SQL of the queue and the command line are
 * built from it, but for statements that are about one status and name it.
 */
public enum RecipientStatus implements StoredCode {
    /** Waits for its next attempt. */
    WAITING(0),
    /** The next hop does not meet a demand of the route: it is looked at again as one that waits is, or is released by the operator. */
    UNMET(1),
    /** A node is sending to it. */
    TAKEN(2),
    /** The operator holds it, until he releases it. */
    ON_HOLD(3),
    /** The next server has it. */
    DELIVERED(4),
    /** It cannot be delivered; the sender got a bounce. */
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

    /** A condition: the row has one for which this holds. */
    static String where(Predicate<RecipientStatus> condition) {
        return in(all(condition).toArray(RecipientStatus[]::new));
    }

    /** Those for which this holds. */
    static List<RecipientStatus> all(Predicate<RecipientStatus> condition) {
        return Stream.of(values()).filter(condition).toList();
    }

    /** Whether nothing more happens to the recipient. */
    public boolean isFinal() {
        return switch (this) {
            case WAITING, UNMET, TAKEN, ON_HOLD -> false;
            case DELIVERED, FAILED -> true;
        };
    }

    /** Whether a node takes the recipient when the time of its next attempt has come. */
    public boolean isDueInTime() {
        return switch (this) {
            case WAITING, UNMET -> true;
            case TAKEN, ON_HOLD, DELIVERED, FAILED -> false;
        };
    }

    /** Whether the operator may hold the recipient; one that is taken is held after its attempt. */
    public boolean mayBeHeld() {
        return switch (this) {
            case WAITING, UNMET, TAKEN -> true;
            case ON_HOLD, DELIVERED, FAILED -> false;
        };
    }

    /** Whether the operator may release the recipient. */
    public boolean mayBeReleased() {
        return switch (this) {
            case UNMET, ON_HOLD -> true;
            case WAITING, TAKEN, DELIVERED, FAILED -> false;
        };
    }

    /** Whether the operator may have the recipient tried before its time. */
    public boolean mayBeRetried() {
        return isDueInTime();
    }

    /** Whether the operator may send the recipient's mail back to its sender. */
    public boolean mayBeBounced() {
        return mayBeRemoved();
    }

    /** Whether the operator may have the recipient leave by another route. */
    public boolean mayBeRerouted() {
        return mayBeRemoved();
    }

    /** Whether the operator may remove the recipient: it is not done, and no node is sending to it. */
    public boolean mayBeRemoved() {
        return switch (this) {
            case WAITING, UNMET, ON_HOLD -> true;
            case TAKEN, DELIVERED, FAILED -> false;
        };
    }

    /** The word used in listings. */
    public String text() {
        return switch (this) {
            case WAITING -> "waiting";
            case UNMET -> "held";
            case TAKEN -> "under way";
            case ON_HOLD -> "held by the operator";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
        };
    }

    /** The word for programs. */
    public String word() {
        return switch (this) {
            case WAITING -> "waiting";
            case UNMET -> "held";
            case TAKEN -> "taken";
            case ON_HOLD -> "stopped";
            case DELIVERED -> "delivered";
            case FAILED -> "failed";
        };
    }
}
