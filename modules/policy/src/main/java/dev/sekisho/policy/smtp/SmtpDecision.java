// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import java.util.Optional;
import java.util.function.Supplier;

/** The verdict on a command. */
public sealed interface SmtpDecision {
    /** The command is carried out. */
    SmtpDecision ALLOW = new Allow();

    /** The command is carried out. */
    record Allow() implements SmtpDecision {
        @Override
        public Optional<SmtpRefusal> refusal() {
            return Optional.empty();
        }
    }

    /**
     * The command is refused and changes nothing.
     *
     * @param reason why
     */
    record Refuse(SmtpRefusal reason) implements SmtpDecision {
        @Override
        public Optional<SmtpRefusal> refusal() {
            return Optional.of(reason);
        }
    }

    /** Why the command is refused; empty if it is carried out. */
    Optional<SmtpRefusal> refusal();

    /** A refusal for this reason. */
    static SmtpDecision refuse(SmtpRefusal reason) {
        return new Refuse(reason);
    }

    /** This one, or where it allows, the next. */
    default SmtpDecision and(Supplier<SmtpDecision> next) {
        return allowed() ? next.get() : this;
    }

    /** True if the command is carried out. */
    default boolean allowed() {
        return refusal().isEmpty();
    }
}
