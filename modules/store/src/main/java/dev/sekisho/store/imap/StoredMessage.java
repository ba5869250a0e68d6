// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message of a mailbox, without its octets.
 *
 * @param summary what is known of its structure; empty if it was not asked for, or is yet to be computed ({@link MessageSummaries})
 */
public record StoredMessage(
        FlagState state, Dates dates, Ids ids, MessageContent content, Optional<StoredSummary> summary) {

    /**
     * When it came.
     *
     * @param internal INTERNALDATE
     * @param saved when it came into this mailbox (RFC 8514)
     */
    public record Dates(Instant internal, Instant saved) {}

    /**
     * What names it (RFC 8474).
     *
     * @param email the same for all its copies
     * @param thread the same for all messages of a thread
     */
    public record Ids(UUID email, UUID thread) {
        /** The {@code EMAILID}. */
        public String emailId() {
            return "E" + email;
        }
    }

    /** The same with other flags. */
    StoredMessage with(FlagState changed) {
        return changed.equals(state) ? this : new StoredMessage(changed, dates, ids, content, summary);
    }

    /** Its UID. */
    public long uid() {
        return state.uid();
    }

    /** RFC822.SIZE. */
    public long octets() {
        return content.octets();
    }
}
