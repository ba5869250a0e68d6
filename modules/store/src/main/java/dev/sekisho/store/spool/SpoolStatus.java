// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.sql.StoredCode;

/** Where a mail of a queue stands. */
public enum SpoolStatus implements StoredCode {
    /** Waits for its next delivery. */
    WAITING(0),
    /** May be taken. */
    READY(1),
    /** A node has it. */
    TAKEN(2);

    private final int code;

    SpoolStatus(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** A condition: the row has one of these. */
    static String in(SpoolStatus... states) {
        return StoredCode.in("status", states);
    }
}
