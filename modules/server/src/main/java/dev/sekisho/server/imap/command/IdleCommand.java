// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.NewsTeller;
import java.util.Locale;

/** IDLE (RFC 9051 6.3.13): tells what is new as soon as there is something, and holds no thread meanwhile. */
final class IdleCommand implements ImapCommandHandler<SessionCommand.Idle> {
    private static final int DONE = 64;

    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Idle command) {
        session.replies().line("+ idling");
        session.awaitLine(DONE, line -> done(session, tag, line));
        session.news().keepAlive().begin();
        session.news().begin(new NewsTeller(session, true)::tell);
    }

    private static void done(ImapContext session, String tag, String line) {
        session.news().end();
        session.news().keepAlive().end();
        boolean said = line.toUpperCase(Locale.ROOT).strip().equals("DONE");
        session.replies()
                .complete(tag, said ? new CommandCall(tag, "IDLE").completed() : Completion.bad("IDLE ends with DONE"));
    }
}
