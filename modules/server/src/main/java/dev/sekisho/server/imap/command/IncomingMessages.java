// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.server.imap.mailbox.FlagNames;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.imap.NewMailboxMessage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages for the store of what a command has brought. For one command, on a worker. */
final class IncomingMessages {
    /** A literal that is no literal8 has a NUL (RFC 9051 9, CHAR8). */
    static final Completion NUL = Completion.bad("A literal holds no NUL");

    /** A client that gives up a message which it has announced sends one without octets (RFC 3502 6.3.11). */
    static final Completion CANCELLED = Completion.no("Cancelled by an empty message, nothing was stored");

    private static final Logger LOGGER = LoggerFactory.getLogger(IncomingMessages.class);
    private static final Completion NESTED = Completion.no(
            ResponseCode.LIMIT, "Parts of the message are nested deeper than " + MessageLimits.MAX_NESTING + " levels");

    private final ImapContext session;
    private @Nullable Completion refusal;
    private long putTogether;

    IncomingMessages(ImapContext session) {
        this.session = session;
    }

    /** True if a message has no octets, which takes back all of its command. */
    static boolean isCancelled(AppendMessage message) {
        return message.parts().stream()
                .allMatch(part -> part.fold(text -> text.literal().size() == 0, url -> false));
    }

    /** A message as it is to be stored; empty if it is refused. */
    Optional<NewMailboxMessage> message(AppendMessage message) throws Exception {
        OptionalInt index = index(message.parts());
        if (index.isEmpty()) {
            return Optional.empty();
        }
        UnattachedBody body = session.intake().finish(index.getAsInt());
        Optional<String> fault = session.intake().nestingFault(index.getAsInt(), body);
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

    /** Where the octets of a message are: it came as one literal, or is put together now. */
    private OptionalInt index(List<MessagePart> parts) throws Exception {
        OptionalInt literal = parts.size() == 1
                ? parts.get(0).fold(text -> OptionalInt.of(text.literal().index()), url -> OptionalInt.empty())
                : OptionalInt.empty();
        if (literal.isPresent()) {
            return literal;
        }
        Catenation catenation = new Catenation(session, putTogether);
        OptionalInt assembled = catenation.assemble(parts);
        putTogether += catenation.size();
        catenation.refusal().ifPresent(why -> refusal = why);
        return assembled;
    }

    /** Why a message is refused. */
    Optional<Completion> refusal() {
        return Optional.ofNullable(refusal);
    }
}
