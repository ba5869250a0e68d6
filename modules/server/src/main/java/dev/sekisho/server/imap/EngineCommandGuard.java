// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.server.mime.MimeNesting;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.message.request.AbstractMessageRangeRequest;
import org.apache.james.imap.message.request.DeleteRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.StoreRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the commands of one session that the engine is not to see, since it would do what nobody wants. Called by workers. */
final class EngineCommandGuard {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineCommandGuard.class);
    /** RFC 4314. */
    private static final Set<String> SHARING = Set.of("SETACL", "DELETEACL", "GETACL", "LISTRIGHTS", "MYRIGHTS");

    private final EngineContext context;

    EngineCommandGuard(EngineContext context) {
        this.context = context;
    }

    /** The answer to a command that is not even to be decoded. Blocks while messages are read. */
    Optional<String> refusalOfUnread(ImapCommand command) throws IOException {
        if (SHARING.contains(command.name())) {
            return Optional.of(command.tag() + " NO [CANNOT] Mailboxes are not shared here");
        }
        for (LiteralBuffer message : command.messagesOfManyParts()) {
            Optional<String> fault = MimeNesting.of(message.getInputStream()).fault();
            if (fault.isPresent()) {
                LOGGER.warn(
                        "listener {}: a message of {} is nested too deeply, refused: {}",
                        context.listenerName(),
                        context.connection().client(),
                        fault.get());
                return Optional.of(command.tag() + " NO [LIMIT] Parts of the message are nested deeper than "
                        + MimeNesting.LIMIT + " levels");
            }
        }
        return Optional.empty();
    }

    /** The answer to a command that was decoded. */
    Optional<String> answerTo(ImapCommand command, ImapMessage message) {
        if (CreatedMailboxNames.of(message).stream().anyMatch(each -> !EscapedText.isPlain(each))) {
            return Optional.of(command.tag() + " NO [CANNOT] The name of a mailbox cannot have control characters");
        }
        if (findsNothing(message)) {
            return Optional.of(command.tag() + " OK UID " + command.name() + " completed.");
        }
        if (message instanceof DeleteRequest delete && MailboxNameDecoder.isInbox(delete.getMailboxName())) {
            return Optional.of(command.tag() + " NO [CANNOT] INBOX cannot be deleted");
        }
        if (MailboxNameDecoder.listsNothing(message)) {
            return Optional.of(command.tag() + " OK " + command.name() + " completed.");
        }
        return Optional.empty();
    }

    /** UIDs that are not there are no error (RFC 9051 6.4.9), which the engine does not know of an empty mailbox. */
    private boolean findsNothing(ImapMessage message) {
        SelectedMailbox selected = context.session().getSelected();
        return selected != null && selected.existsCount() == 0 && byUid(message);
    }

    private static boolean byUid(ImapMessage message) {
        return message instanceof FetchRequest fetch && fetch.isUseUids()
                || message instanceof StoreRequest store && store.isUseUids()
                || message instanceof AbstractMessageRangeRequest copy && copy.isUseUids();
    }
}
