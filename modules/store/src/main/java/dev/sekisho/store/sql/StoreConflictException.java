// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/** A row that must be unique exists already, or a row that is referred to is missing. The unit is undone. */
public final class StoreConflictException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** With the engine's description of the constraint. */
    public StoreConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
