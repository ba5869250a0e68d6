// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/** The database failed in a way that the caller cannot mend. Its message is for the operator, never for a peer. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what was being done, and the cause where there is one. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
