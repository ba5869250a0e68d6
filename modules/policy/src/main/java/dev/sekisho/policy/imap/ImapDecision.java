// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import java.util.Optional;

/** The verdict on a command. */
public sealed interface ImapDecision {
    /** The command is carried out. */
    ImapDecision ALLOW = new Allow();

    /** Why the command is refused; empty if it is carried out. */
    Optional<ImapRefusal> refusal();

    /** The command is carried out. */
    record Allow() implements ImapDecision {
        @Override
        public Optional<ImapRefusal> refusal() {
            return Optional.empty();
        }
    }

    /**
     * The command is refused and changes nothing.
     *
     * @param reason why
     */
    record Refuse(ImapRefusal reason) implements ImapDecision {
        @Override
        public Optional<ImapRefusal> refusal() {
            return Optional.of(reason);
        }
    }

    /** True if the command is carried out. */
    default boolean allowed() {
        return refusal().isEmpty();
    }
}
