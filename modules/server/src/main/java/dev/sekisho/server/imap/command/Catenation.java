// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.fetch.MessageUrl;
import dev.sekisho.imap.parse.MessageUrlParser;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.fetch.SectionOctets;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxStatus;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.imap.UserQuota;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message together of texts that the client has sent and of messages or sections that the user has (RFC 4469): the octets as FETCH would tell
 * them, unchanged. For one command, on a worker.
 */
final class Catenation {
    private final ImapContext session;
    private final long before;
    private @Nullable Completion refusal;
    private long size;

    /** @param before octets that the command has put together already */
    Catenation(ImapContext session, long before) {
        this.session = session;
        this.before = before;
    }

    /** Octets of the message. */
    long size() {
        return size;
    }

    /** Octets of the message, found but not read yet. */
    private record Piece(long size, Source source) {
        private interface Source {
            InputStream open() throws IOException;
        }
    }

    /** Puts it together; its index among the messages that came in, or empty if it is refused. */
    OptionalInt assemble(List<MessagePart> parts) throws Exception {
        List<Piece> pieces = new ArrayList<>();
        for (MessagePart part : parts) {
            Optional<Piece> piece = part.fold(this::text, this::url).find();
            if (piece.isEmpty()) {
                return OptionalInt.empty();
            }
            pieces.add(piece.get());
            size += piece.get().size();
        }
        int most = session.listener().limits().message();
        if (size > most) {
            refusal = Refusals.tooBig(most);
            return OptionalInt.empty();
        }
        UserQuota quota = session.mail().store().quotas().of(session.session().owner());
        if (!quota.hasRoom(1, before + size)) {
            // Asked before the octets are written; a few octets of a command may stand for many.
            refusal = Refusals.OVER_QUOTA;
            return OptionalInt.empty();
        }
        List<InputStream> streams = new ArrayList<>();
        for (Piece piece : pieces) {
            streams.add(piece.source().open());
        }
        try (InputStream all = new SequenceInputStream(Collections.enumeration(streams))) {
            return OptionalInt.of(session.intake().add(size, all));
        }
    }

    /** Why it is refused. */
    Optional<Completion> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Finds a piece; empty if there is none. */
    private interface Finder {
        Optional<Piece> find() throws Exception;
    }

    private Finder text(MessagePart.Text text) {
        return () -> {
            UnattachedBody body = session.intake().finish(text.literal().index());
            return Optional.of(new Piece(
                    text.literal().size(), () -> body.open(session.mail().bodies())));
        };
    }

    private Finder url(MessagePart.Url part) {
        return () -> {
            Optional<MessageUrl> url = MessageUrlParser.parse(part.url());
            Optional<Piece> piece = url.isEmpty() ? Optional.empty() : section(url.get());
            if (piece.isEmpty()) {
                refusal = Completion.no(ResponseCode.badUrl(part.url()), "There is no such message or part of one");
            }
            return piece;
        };
    }

    private Optional<Piece> section(MessageUrl url) throws IOException {
        Optional<MailboxId> mailbox = mailbox(url);
        if (mailbox.isEmpty()) {
            return Optional.empty();
        }
        List<StoredMessage> found = session.mail()
                .store()
                .reader()
                .messages(mailbox.get(), UidSet.range(url.uid(), url.uid()), true)
                .next();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return SectionOctets.of(new FetchedMessage(session.mail().store(), found.get(0)), url.section(), url.partial())
                .map(octets -> new Piece(octets.size(), octets::open));
    }

    private Optional<MailboxId> mailbox(MessageUrl url) {
        SelectedMailbox selected = session.session().selected();
        Optional<MailboxId> mailbox = url.mailbox().isPresent()
                ? Mailboxes.find(session, url.mailbox().get()).map(MailboxEntry::id)
                : Optional.ofNullable(selected).map(SelectedMailbox::id);
        return url.uidValidity().isEmpty()
                ? mailbox
                : mailbox.flatMap(session.mail().store().mailboxes()::status)
                        .filter(status ->
                                status.uidValidity() == url.uidValidity().getAsLong())
                        .map(MailboxStatus::id);
    }
}
