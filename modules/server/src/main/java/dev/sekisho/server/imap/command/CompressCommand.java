// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;

/** COMPRESS (RFC 4978), where the listener serves it. */
final class CompressCommand implements ImapCommandHandler<SessionCommand.Compress> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Compress command) {
        if (!session.listener().limits().compress() || !command.algorithm().equals("DEFLATE")) {
            session.replies().complete(tag, Completion.no("This compression is not served"));
        } else {
            session.session().become(session.session().state().afterCompress());
            session.replies().complete(tag, new CommandCall(tag, "COMPRESS").completed());
            session.connection().compress();
        }
    }
}
