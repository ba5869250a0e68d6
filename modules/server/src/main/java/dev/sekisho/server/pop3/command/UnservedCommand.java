// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;

/** A word that is no verb, which the policy refuses in every state. */
final class UnservedCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        throw new IllegalStateException("the policy refuses what is no verb in every state");
    }
}
