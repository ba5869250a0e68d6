// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.maildrop.MaildropTransaction;
import dev.sekisho.server.pop3.session.Pop3Context;

/** QUIT (RFC 1939 4, 6). */
final class QuitCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        MaildropTransaction maildrop = session.session().maildrop();
        if (maildrop == null) {
            session.replies().bye("+OK Bye");
        } else {
            maildrop.update(count -> session.replies().bye("+OK Bye, " + count + " messages removed"));
        }
    }
}
