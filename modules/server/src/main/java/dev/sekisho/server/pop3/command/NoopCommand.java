// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;

/** NOOP (RFC 1939 5). */
final class NoopCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (MessageArgument.none(session, "NOOP", argument)) {
            session.replies().done("+OK");
        }
    }
}
