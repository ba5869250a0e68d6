// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import java.io.Serializable;
import org.apache.james.mailbox.model.MailboxId;

/** A mailbox's row; never given out twice. */
public record SqlMailboxId(long value) implements MailboxId, Serializable {

    /** Reads what {@link #serialize} wrote. */
    public static final class Factory implements MailboxId.Factory {

        /**
         * Reads an id.
         *
         * @throws IllegalArgumentException if it is not a decimal number
         */
        @Override
        public MailboxId fromString(String serialized) {
            return new SqlMailboxId(Long.parseLong(serialized));
        }
    }

    /** The row of an id that this store has given out. */
    public static long valueOf(MailboxId id) {
        return ((SqlMailboxId) id).value();
    }

    @Override
    public String serialize() {
        return Long.toString(value);
    }

    @Override
    public String toString() {
        return serialize();
    }
}
