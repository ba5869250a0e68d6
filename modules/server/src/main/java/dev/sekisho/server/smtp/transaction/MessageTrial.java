// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.MessageFacts;

/** Is told of messages that the policy in force allows, to ask what the values on trial say. Called by the worker that takes the message. */
public interface MessageTrial {
    /** True if what is said depends on who wrote the message. */
    boolean asksAuthor(MessageFacts facts);

    /** A message is allowed. @param octets its size as it came */
    void allowed(MessageFacts facts, long octets);
}
