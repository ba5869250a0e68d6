// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.maildrop.LockedMaildrop.Message;
import dev.sekisho.server.pop3.maildrop.MaildropListing;
import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.function.Function;

/** LIST and UIDL (RFC 1939 5, 7), which give the size or the unique id of one message or of all. */
final class ListCommand implements Pop3CommandHandler {
    private final Function<Message, String> what;

    private ListCommand(Function<Message, String> what) {
        this.what = what;
    }

    /** LIST: the sizes. */
    static ListCommand ofSizes() {
        return new ListCommand(message -> Long.toString(message.octets()));
    }

    /** UIDL: the unique ids. */
    static ListCommand ofUniqueIds() {
        return new ListCommand(Message::uniqueId);
    }

    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (!argument.isEmpty()) {
            MessageArgument.find(
                    session,
                    argument,
                    (number, message) -> session.replies().done("+OK " + number + " " + what.apply(message)));
            return;
        }
        MaildropListing listing = session.session().opened().listing();
        session.replies().done("+OK " + listing.count() + " messages");
        listing.numbers().forEach(number -> session.replies().line(number + " " + what.apply(listing.at(number))));
        session.replies().line(".");
    }
}
