// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;

/** DELE (RFC 1939 5). */
final class DeleCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        MessageArgument.require(session, "DELE", argument, (number, message) -> {
            session.session().opened().listing().delete(argument);
            session.replies().done("+OK Message deleted");
        });
    }
}
