// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.maildrop.MaildropListing;
import dev.sekisho.server.pop3.session.Pop3Context;

/** STAT (RFC 1939 5). */
final class StatCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (MessageArgument.none(session, "STAT", argument)) {
            MaildropListing listing = session.session().opened().listing();
            session.replies().done("+OK " + listing.count() + " " + listing.octets());
        }
    }
}
