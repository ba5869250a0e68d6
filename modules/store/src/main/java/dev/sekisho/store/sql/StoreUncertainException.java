// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * The connection to the database ended while a unit of work was being committed, and whether it was committed could not be found out. Who
 * answers a client must say neither yes nor no.
 */
public final class StoreUncertainException extends StoreUnavailableException {

    private static final long serialVersionUID = 1L;

    /** With why it could not be found out. */
    public StoreUncertainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
