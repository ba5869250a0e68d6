// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.mapper.SqlMapperFactory;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.textindex.TextIndex;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.core.Username;

/** A fresh store with all that changes mailboxes. */
final class OpenImapStore implements AutoCloseable {
    static final Username ANNA = Username.of("anna@example.org");

    final Engine.Place place;
    final Database database;
    final BodyStore bodies;
    final QuietBus bus = new QuietBus();
    final SqlMessageId.Factory ids = new SqlMessageId.Factory(Clock.systemUTC());
    final ImapStore store;

    private OpenImapStore(Engine.Place place, Database database) {
        this.place = place;
        this.database = database;
        this.bodies = new BodyStore(database);
        this.store = new ImapStore(database, bodies, new TextIndex(database, true), ids, bus.bus(), Clock.systemUTC());
    }

    static OpenImapStore on(Engine engine) {
        Engine.Place place = engine.place();
        return new OpenImapStore(place, DatabaseOpener.open(place.settings()));
    }

    /** Reads the tables each time. */
    MailboxReader readerWithoutCache() {
        return new MailboxReader(database, bodies, new TextIndex(database, true), 0);
    }

    MailboxId mailbox(String name) {
        store.mailboxes().provide(ANNA);
        return store.mailboxes()
                .find(ANNA, name)
                .map(MailboxEntry::id)
                .orElseGet(() -> store.mailboxes()
                        .create(ANNA, name, java.util.Optional.empty())
                        .fold(made -> made, refusal -> {
                            throw new AssertionError(refusal);
                        }));
    }

    PlacedMessages append(MailboxId to, MessageFlags... flags) {
        List<NewMailboxMessage> messages = java.util.Arrays.stream(flags)
                .map(each -> message(each, "\nHello"))
                .toList();
        return done(store.writer().append(to, messages));
    }

    NewMailboxMessage message(MessageFlags flags, String octets) {
        return new NewMailboxMessage(flags, Instant.now(), SmallBody.of(database, octets.getBytes()));
    }

    static <T> T done(WriteResult<T> result) {
        return result.fold(value -> value, refusal -> {
            throw new AssertionError(refusal);
        });
    }

    static <T> Refusal refusal(WriteResult<T> result) {
        return result.fold(
                value -> {
                    throw new AssertionError(value);
                },
                refusal -> refusal);
    }

    LocalDelivery delivery() {
        return new LocalDelivery(database, ids, bus.bus(), Clock.systemUTC());
    }

    SqlMapperFactory mappers() {
        return new SqlMapperFactory(database, bodies, Clock.systemUTC());
    }

    /** What is in a mailbox, read as simply as can be. */
    Map<Long, FlagState> rows(MailboxId mailbox) {
        Map<Long, FlagState> rows = new TreeMap<>();
        database.read(sql -> sql.query(
                        "SELECT uid, modseq, flags, keywords FROM messages WHERE mailbox_id = ?",
                        row -> new FlagState(
                                row.number(1), row.number(2), MessageQuery.flags(row.integer(3), row.text(4))),
                        mailbox.value()))
                .forEach(state -> rows.put(state.uid(), state));
        return rows;
    }

    @Override
    public void close() {
        store.close();
        database.close();
        place.close();
    }
}
