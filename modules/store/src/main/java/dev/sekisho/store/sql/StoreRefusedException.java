// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/** The database was not opened: what was found, what was expected, and what to do are in the message. */
public final class StoreRefusedException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** With position, found, expected and advice. */
    public StoreRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
