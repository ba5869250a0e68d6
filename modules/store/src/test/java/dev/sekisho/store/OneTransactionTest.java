// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.DeliversUntilHalted.Seam;
import dev.sekisho.store.fixture.ChildJvm;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail that was taken is delivered, sent on and removed in one transaction: it is everywhere once, wherever the process ends. */
class OneTransactionTest {

    static Stream<Arguments> everySeamOfEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(Seam.values()).map(seam -> Arguments.of(engine, seam)));
    }

    @ParameterizedTest
    @MethodSource("everySeamOfEveryEngine")
    void aProcessThatEndsAnywhereDeliversEverywhereOnce(Engine engine, Seam seam) throws Exception {
        try (Engine.Place place = engine.place()) {
            try (Store store = Store.open(place.settings());
                    SqlMailQueueFactory queues = DeliversUntilHalted.queues(store)) {
                DeliversUntilHalted.queueOne(queues);
            }
            haltAt(place.settings(), seam);
            try (Store store = Store.open(place.settings());
                    SqlMailQueueFactory queues = DeliversUntilHalted.queues(store)) {
                store.database().write(sql -> sql.update("UPDATE nodes SET expires = 0"));
                boolean again = rows(store, "queue_mails WHERE queue = 'spool'") == 1;
                assertThat(again).isEqualTo(seam.ordinal() < Seam.COMMITTED.ordinal());
                assertThat(rows(store, "messages")).isEqualTo(again ? 0 : 2);
                if (again) {
                    new DeliversUntilHalted(store, Seam.NOWHERE).deliverOne(queues);
                }
                assertThat(rows(store, "messages")).isEqualTo(2);
                assertThat(rows(store, "mailboxes WHERE messages = 1")).isEqualTo(2);
                assertThat(rows(store, "queue_mails WHERE queue = 'outgoing'")).isEqualTo(1);
                assertThat(rows(store, "queue_mails")).isEqualTo(1);
                assertThat(store.bodies().findUnreferenced()).isZero();
            }
        }
    }

    private static void haltAt(DatabaseSettings settings, Seam seam) throws Exception {
        List<String> arguments = new ArrayList<>();
        if (settings instanceof DatabaseSettings.Postgresql server) {
            arguments.addAll(List.of(server.url(), server.user()));
        } else {
            arguments.add(((DatabaseSettings.Sqlite) settings).file().toString());
        }
        arguments.add(seam.name());
        try (ChildJvm child =
                ChildJvm.start(DeliversUntilHalted.class, List.of("-Xmx256m"), arguments.toArray(String[]::new))) {
            List<String> said = child.readRest();
            assertThat(child.await()).as(said.toString()).isEqualTo(seam == Seam.NOWHERE ? 0 : 9);
        }
    }

    private static long rows(Store store, String what) {
        return store.database().read(sql -> sql.number("SELECT COUNT(*) FROM " + what));
    }
}
