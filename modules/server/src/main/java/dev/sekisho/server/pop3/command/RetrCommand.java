// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;

/** RETR (RFC 1939 5). */
final class RetrCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        MessageArgument.require(session, "RETR", argument, session.session().opened()::retrieve);
    }
}
