// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.List;
import java.util.Optional;

/** ENABLE (RFC 5161): what is not known is passed over. */
final class EnableCommand implements ImapCommandHandler<SessionCommand.Enable> {
    @Override
    public void carryOut(ImapContext session, String tag, SessionCommand.Enable command) {
        List<Extension> known = command.capabilities().stream()
                .map(Extension::of)
                .flatMap(Optional::stream)
                .distinct()
                .filter(extension -> !session.session().enabled().has(extension))
                .toList();
        known.forEach(session.session()::enable);
        Answers.told(
                session,
                new CommandCall(tag, "ENABLE"),
                out -> out.enabled(known.stream().map(Extension::announced).toList()));
    }
}
