// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.cli.Pages;
import dev.sekisho.store.Store;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.outgoing.OutgoingDesk;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.queue.SpoolDesk;
import dev.sekisho.store.queue.SpooledMail;
import dev.sekisho.store.repository.KeptMail;
import dev.sekisho.store.repository.RepositoryDesk;
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
record Standing(
        String name, String place, String number, Optional<String> recipient, String state, Optional<String> reason) {
    /** Hands on all that is meant; reads a page of rows at a time. */
    static void each(Store store, Wanted wanted, Consumer<Standing> action) {
        OutgoingDesk outgoing = new Outgoing(store.database()).desk();
        Pages.each(
                0L,
                last -> outgoing.page(last, Pages.SIZE),
                OutgoingMessage::id,
                page -> page.stream()
                        .filter(wanted::matches)
                        .forEach(message -> message.recipients().forEach(each -> action.accept(of(message, each)))));
        SpoolDesk spool = new SpoolDesk(store.database());
        Pages.each(
                0L,
                last -> spool.page(last, Pages.SIZE),
                SpooledMail::id,
                page -> page.stream()
                        .filter(mail -> isMeant(wanted, mail.mail()))
                        .map(Standing::of)
                        .forEach(action));
        RepositoryDesk shelves = new RepositoryDesk(store.database());
        shelves.repositories()
                .forEach(each -> Pages.each(
                        "",
                        last -> shelves.page(each.path(), last, Pages.SIZE),
                        KeptMail::key,
                        page -> page.stream()
                                .filter(mail -> isMeant(wanted, mail.mail()))
                                .map(Standing::of)
                                .forEach(action)));
    }

    private static boolean isMeant(Wanted wanted, StoredMail mail) {
        return wanted.isName(mail.name())
                || wanted.matches(Stream.concat(Stream.ofNullable(mail.sender()), mail.details().recipients().stream())
                        .toList());
    }

    private static Standing of(OutgoingMessage message, OutgoingRecipient recipient) {
        return new Standing(
                message.name(),
                "outgoing",
                Long.toString(message.id()),
                Optional.of(recipient.address()),
                recipient.status().text(),
                recipient.reason());
    }

    private static Standing of(SpooledMail mail) {
        return new Standing(
                mail.mail().name(),
                "spool",
                Long.toString(mail.id()),
                Optional.empty(),
                mail.state().word(),
                mail.mail().details().error());
    }

    private static Standing of(KeptMail mail) {
        return new Standing(
                mail.mail().name(),
                mail.repository(),
                mail.key(),
                Optional.empty(),
                "kept",
                mail.mail().details().error());
    }
}
