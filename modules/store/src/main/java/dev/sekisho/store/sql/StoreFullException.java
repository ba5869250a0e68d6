// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * There is no space for what was to be written; nothing was. Passing: the next write after space was made succeeds. Over
 * SMTP this is 452 4.3.1 (RFC 3463 3.4).
 */
public final class StoreFullException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** With what is full. */
    public StoreFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
