// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** A session copies what another one has just expunged. */
class MessageCopierTest {
    private static final Username ANNA = Username.of("anna@example.org");

    private Database database;
    private MessageMapper mapper;
    private Mailbox source;
    private Mailbox target;

    private List<MailboxMessage> open(Database opened) throws Exception {
        database = opened;
        SqlMapperFactory mappers = new SqlMapperFactory(database, new BodyStore(database), Clock.systemUTC());
        mapper = mappers.createMessageMapper(MailboxSessionUtil.create(ANNA));
        var mailboxes = mappers.createMailboxMapper(MailboxSessionUtil.create(ANNA));
        target = mailboxes
                .create(MailboxPath.forUser(ANNA, "Kept"), UidValidity.of(7))
                .block();
        LocalDelivery delivery = new LocalDelivery(
                database, new SqlMessageId.Factory(Clock.systemUTC()), new QuietBus().bus(), Clock.systemUTC());
        for (int i = 0; i < 3; i++) {
            delivery.deliver(List.of(new LocalDelivery.Recipient(ANNA, "")), SmallBody.in(database), 1);
        }
        source = mailboxes.findMailboxByPath(MailboxPath.inbox(ANNA)).block();
        return Flux.from(mapper.findInMailboxReactive(source, MessageRange.all(), MessageMapper.FetchType.FULL, -1))
                .collectList()
                .block();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsNoMoreIsPassedOver(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database opened = DatabaseOpener.open(place.settings())) {
            List<MailboxMessage> messages = open(opened);
            mapper.deleteMessages(source, List.of(messages.get(1).getUid()));

            assertThat(mapper.copy(target, messages)).hasSize(2);

            assertThat(mapper.countMessagesInMailbox(target)).isEqualTo(2);
        }
    }

    /** The removal is not committed when the copy looks for the body: it waits, and does not fail by the reference to it. */
    @Test
    void soIsWhatIsBeingRemoved() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database opened = DatabaseOpener.open(place.settings())) {
            List<MailboxMessage> messages = open(opened);
            CompletableFuture<Boolean> removed = new CompletableFuture<>();
            CompletableFuture<Boolean> copying = new CompletableFuture<>();
            var removal = database.submit(sql -> {
                MessageRemoval.remove(
                        sql,
                        new BodyStore(database),
                        SqlMailboxId.valueOf(source.getMailboxId()),
                        Stream.of(MessageTable.Uids.of(messages.get(1).getUid().toRange()))
                                .toList());
                removed.complete(true);
                return copying.join();
            });
            removed.join();
            var copy = CompletableFuture.supplyAsync(() -> copyQuietly(messages));
            Awaitility.await()
                    .until(() -> database.<Boolean>read(
                            sql -> sql.exists("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")));
            copying.complete(true);

            assertThat(copy.join()).isEqualTo(2);
            assertThat(removal.join()).isTrue();
        }
    }

    private int copyQuietly(List<MailboxMessage> messages) {
        try {
            return mapper.copy(target, messages).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
