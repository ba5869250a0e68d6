// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.store.Store;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import dev.sekisho.store.spool.SpoolAdmin;
import dev.sekisho.store.spool.SpooledMail;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where a message, or a part of it, is in the store now.
 *
 * @param name its name there
 * @param place where: {@code outgoing}, {@code spool} or the path of a repository
 * @param number what commands name it by there
 * @param recipient for whom; empty for all it has
 * @param state how it stands with it
 * @param reason why it waits, if that is known
 */
record MessageLocation(
        String name, String place, String number, Optional<String> recipient, String state, Optional<String> reason) {
    /** Hands on all that is meant; reads a page of rows at a time. */
    static void each(Store store, TraceQuery query, Consumer<MessageLocation> action) {
        OutgoingAdmin outgoing = new OutgoingQueue(store.database()).admin();
        PagedRead.each(
                0L,
                last -> outgoing.page(last, PagedRead.SIZE),
                OutgoingMessage::id,
                page -> page.stream()
                        .filter(query::matches)
                        .forEach(message -> message.recipients().forEach(each -> action.accept(of(message, each)))));
        SpoolAdmin spool = new SpoolAdmin(store.database());
        PagedRead.each(
                0L,
                last -> spool.page(last, PagedRead.SIZE),
                SpooledMail::id,
                page -> page.stream()
                        .filter(mail -> isMeant(query, mail.mail()))
                        .map(MessageLocation::of)
                        .forEach(action));
        RepositoryAdmin shelves = new RepositoryAdmin(store.database());
        shelves.repositories()
                .forEach(each -> PagedRead.each(
                        "",
                        last -> shelves.page(each.path(), last, PagedRead.SIZE),
                        RepositoryMail::key,
                        page -> page.stream()
                                .filter(mail -> isMeant(query, mail.mail()))
                                .map(MessageLocation::of)
                                .forEach(action)));
    }

    private static boolean isMeant(TraceQuery query, StoredMail mail) {
        return query.isName(mail.name())
                || query.matches(Stream.concat(Stream.ofNullable(mail.sender()), mail.details().recipients().stream())
                        .toList());
    }

    private static MessageLocation of(OutgoingMessage message, OutgoingRecipient recipient) {
        return new MessageLocation(
                message.name(),
                "outgoing",
                Long.toString(message.id()),
                Optional.of(recipient.address()),
                recipient.status().text(),
                recipient.reason());
    }

    private static MessageLocation of(SpooledMail mail) {
        return new MessageLocation(
                mail.mail().name(),
                "spool",
                Long.toString(mail.id()),
                Optional.empty(),
                mail.state().word(),
                mail.mail().details().error());
    }

    private static MessageLocation of(RepositoryMail mail) {
        return new MessageLocation(
                mail.mail().name(),
                mail.repository(),
                mail.key(),
                Optional.empty(),
                "kept",
                mail.mail().details().error());
    }
}
