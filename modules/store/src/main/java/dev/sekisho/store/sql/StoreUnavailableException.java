// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used now: the server does not answer, no connection is free, or another process has held the
 * write lock for too long. Passing. Over SMTP this is 451 4.3.0.
 */
public class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** With what was waited for. */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
