// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.sql.StoredCode;

/** How far a body is indexed. The indexes of the table {@code body_index} have these codes too. */
public enum IndexState implements StoredCode {
    /** Not yet: it may contain anything. */
    WAITING(0),
    /** All of its text. */
    COMPLETE(1),
    /** Not all of its text, or none because it cannot be read: it may contain anything. */
    INCOMPLETE(2);

    private final int code;

    IndexState(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** A condition: the row has this one. */
    String condition() {
        return StoredCode.in("state", this);
    }

    /** A condition: the row has another one. */
    String otherwise() {
        return "state <> " + code;
    }
}
