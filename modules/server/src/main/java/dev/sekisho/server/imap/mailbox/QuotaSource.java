// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import java.util.OptionalLong;
import org.apache.james.core.Username;

/** What users keep, and what they may keep. Blocks; safe for all threads. */
@FunctionalInterface
public interface QuotaSource {
    /**
     * The quota of a user.
     *
     * @param octets octets of all messages
     * @param octetLimit the most there may be; empty for no bound
     * @param messages the number of messages
     * @param messageLimit the most there may be; empty for no bound
     */
    record Quota(long octets, OptionalLong octetLimit, long messages, OptionalLong messageLimit) {}

    /** The quota of a user. */
    Quota quota(Username user) throws Exception;
}
