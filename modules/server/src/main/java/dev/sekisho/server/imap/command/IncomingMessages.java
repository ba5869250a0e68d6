// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.server.imap.mailbox.FlagNames;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.imap.NewMailboxMessage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages for the store of what a command has brought. For one command, on a worker. */
final class IncomingMessages {
    /** A literal that is no literal8 has a NUL (RFC 9051 9, CHAR8). */
    static final Completion NUL = Completion.bad("A literal holds no NUL");

    private static final Logger LOGGER = LoggerFactory.getLogger(IncomingMessages.class);
    private static final Completion NESTED = Completion.no(
            ResponseCode.LIMIT, "Parts of the message are nested deeper than " + MessageLimits.MAX_NESTING + " levels");

    private final ImapContext session;
    private @Nullable Completion refusal;

    IncomingMessages(ImapContext session) {
        this.session = session;
    }

    /** A message as it is to be stored; empty if it is refused. */
    Optional<NewMailboxMessage> message(AppendMessage message) throws Exception {
        Optional<Integer> literal = message.parts().size() == 1
                ? message.parts().get(0).fold(text -> Optional.of(text.literal().index()), url -> Optional.empty())
                : Optional.empty();
        if (literal.isEmpty()) {
            refusal = Completion.no(ResponseCode.BADURL, "Messages are not put together of parts here");
            return Optional.empty();
        }
        UnattachedBody body = session.intake().finish(literal.get());
        Optional<String> fault = session.intake().nestingFault(literal.get(), body);
        if (fault.isPresent()) {
            LOGGER.warn(
                    "listener {}: a message of {} is nested too deeply, refused: {}",
                    session.listenerName(),
                    session.connection().client(),
                    fault.get());
            refusal = NESTED;
            return Optional.empty();
        }
        Instant date = message.date()
                .map(OffsetDateTime::toInstant)
                .orElseGet(session.mail().clock()::instant);
        return Optional.of(new NewMailboxMessage(FlagNames.ofStore(message.flags()), date, body));
    }

    /** Why a message is refused. */
    Optional<Completion> refusal() {
        return Optional.ofNullable(refusal);
    }
}
