// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

/**
 * Something in a store that ought to be otherwise.
 *
 * @param kind what sort of fault
 * @param where which rows
 * @param found what is there, and what should be
 */
public record StoreFault(Kind kind, String where, String found) {

    /** Sorts of faults. */
    public enum Kind {
        /** The engine cannot read its own files: restore a backup. */
        DAMAGED,
        /** A row refers to a message body, or a part of one, that is not there: that mail is lost. */
        BODY_MISSING,
        /** A mail that nobody will take out of its queue as it stands, or not with success. */
        STUCK,
        /** The recorded size of a message in a mailbox is wrong; nothing of the message is lost. */
        MESSAGE_SIZE,
        /** A row refers to another one that is not there. */
        ORPHAN,
        /** A body that nothing refers to takes space; the server removes it at its next start. */
        UNREFERENCED,
        /** A mailbox's counter is not what its messages come to; can be repaired. */
        COUNTER,
        /** The full-text index does not have what it is said to have, so that searches may miss messages; can be repaired. */
        TEXT_INDEX,
        /** Less than the reserve is left of the disk: no new mail is taken. */
        NO_SPACE
    }

    @Override
    public String toString() {
        return where + ": " + found;
    }
}
