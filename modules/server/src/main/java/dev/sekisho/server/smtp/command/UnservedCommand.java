// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.smtp.session.SmtpContext;

/** A command that the policy refuses in every state. */
final class UnservedCommand implements SmtpCommandHandler {
    private final SmtpVerb verb;

    UnservedCommand(SmtpVerb verb) {
        this.verb = verb;
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        throw new IllegalStateException("the policy refuses " + verb + " in every state");
    }
}
