// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.delivery;

import dev.sekisho.store.mailbox.table.SqlMailboxId;
import org.apache.james.core.Username;

/** What became of a message for one recipient. */
public sealed interface LocalDeliveryResult {

    /** Whose mailbox it was for. */
    Username user();

    /** Whether the message has no room in the user's quota, and so is not delivered. */
    boolean overQuota();

    /**
     * It is in the mailbox, durably.
     *
     * @param uid its UID there
     */
    record Delivered(Username user, SqlMailboxId mailbox, long uid) implements LocalDeliveryResult {
        @Override
        public boolean overQuota() {
            return false;
        }
    }

    /** It will be in the mailbox when the queue that its mail came from removes it. */
    record Due(Username user) implements LocalDeliveryResult {
        @Override
        public boolean overQuota() {
            return false;
        }
    }

    /** The user's quota has no room for it. */
    record OverQuota(Username user) implements LocalDeliveryResult {
        @Override
        public boolean overQuota() {
            return true;
        }
    }
}
