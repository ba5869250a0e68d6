// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Username;
import org.apache.james.mailbox.events.MailboxEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlMaildropsTest {

    private static final Username ANNA = Username.of("anna@example.org");

    private static void deliver(Database database, QuietBus bus, int messages) {
        deliver(database, bus, messages, "");
    }

    private static void deliver(Database database, QuietBus bus, int messages, String prefix) {
        LocalDelivery delivery =
                new LocalDelivery(database, new SqlMessageId.Factory(Clock.systemUTC()), bus.bus(), Clock.systemUTC());
        for (int i = 0; i < messages; i++) {
            delivery.deliver(List.of(new LocalDelivery.Recipient(ANNA, prefix)), SmallBody.in(database), 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneSessionAtATime(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMaildrops maildrops = new SqlMaildrops(database, new BodyStore(database), new QuietBus().bus())) {
            SqlMaildrop first = maildrops.open(ANNA).orElseThrow();
            assertThat(maildrops.open(ANNA)).isEmpty();
            first.close();
            maildrops.open(ANNA).orElseThrow().close();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRemovedIsGoneAndItsUidIsNotGivenOutAgain(Engine engine) throws IOException {
        QuietBus bus = new QuietBus();
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMaildrops maildrops = new SqlMaildrops(database, new BodyStore(database), bus.bus())) {
            deliver(database, bus, 3);
            try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
                maildrop.remove(List.of(2L, 3L));
                assertThatThrownBy(() -> maildrop.content(3)).isInstanceOf(IOException.class);
            }
            deliver(database, bus, 1);
            try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
                assertThat(maildrop.messages())
                        .extracting(MaildropMessages.Entry::uid)
                        .containsExactly(1L, 4L);
            }
            assertThat(bus.heard()).hasAtLeastOneElementOfType(MailboxEvents.Expunged.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void severalSmallMessagesAreReadInOneQuestion(Engine engine) throws IOException {
        QuietBus bus = new QuietBus();
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                SqlMaildrops maildrops = new SqlMaildrops(database, new BodyStore(database), bus.bus())) {
            deliver(database, bus, 4, "X-Sekisho: ä\r\n");
            try (SqlMaildrop maildrop = maildrops.open(ANNA).orElseThrow()) {
                maildrop.remove(List.of(3L));
                Map<Long, byte[]> contents = maildrop.contents(2, 4);
                assertThat(contents).containsOnlyKeys(2L, 4L);
                assertThat(contents.get(4L))
                        .isEqualTo(maildrop.content(4).readAllBytes())
                        .startsWith("X-Sekisho: ä\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(maildrop.messages().get(1).octets()).isEqualTo(contents.get(2L).length);
            }
        }
    }

    @Test
    void anotherNodeSeesTheLock() {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database one = DatabaseOpener.open(place.settings());
                Database two = DatabaseOpener.open(place.settings());
                SqlMaildrops here = new SqlMaildrops(one, new BodyStore(one), new QuietBus().bus());
                SqlMaildrops there = new SqlMaildrops(two, new BodyStore(two), new QuietBus().bus())) {
            SqlMaildrop first = here.open(ANNA).orElseThrow();
            assertThat(there.open(ANNA)).isEmpty();
            first.close();
            there.open(ANNA).orElseThrow().close();
        }
    }

    @Test
    void theMaildropOfANodeThatDiedIsFreeWhenItsLeaseHasEndedAndTheDeadOneRemovesNothing() {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Database one = DatabaseOpener.open(place.settings());
                Database two = DatabaseOpener.open(place.settings());
                SqlMaildrops dead =
                        new SqlMaildrops(one, new BodyStore(one), new QuietBus().bus(), Duration.ofDays(1));
                SqlMaildrops alive = new SqlMaildrops(two, new BodyStore(two), new QuietBus().bus())) {
            deliver(one, new QuietBus(), 1);
            SqlMaildrop held = dead.open(ANNA).orElseThrow();
            two.write(sql -> sql.update("UPDATE maildrop_locks SET expires = 0"));
            try (SqlMaildrop taken = alive.open(ANNA).orElseThrow()) {
                assertThatThrownBy(() -> held.remove(List.of(1L))).isInstanceOf(StoreException.class);
                assertThat(taken.messages()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void closingReleasesWhatIsOpen(Engine engine) {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            SqlMaildrops first = new SqlMaildrops(database, new BodyStore(database), new QuietBus().bus());
            assertThat(first.open(ANNA)).isPresent();
            first.close();
            try (SqlMaildrops second = new SqlMaildrops(database, new BodyStore(database), new QuietBus().bus())) {
                assertThat(second.open(ANNA)).isPresent();
            }
        }
    }
}
