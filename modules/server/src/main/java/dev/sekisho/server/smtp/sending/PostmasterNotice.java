// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SentRecipients;

/** Tells the postmaster of an account that may be somebody else's by now. Blocks; safe for all threads. */
@FunctionalInterface
public interface PostmasterNotice {
    /** Tells nobody. */
    PostmasterNotice NONE = (user, limit, sent) -> {};

    /**
     * An account has reached a limit.
     *
     * @param sent what it has sent
     * @throws Exception if the notice cannot be kept
     */
    void tell(String user, ReachedLimit limit, SentRecipients sent) throws Exception;
}
