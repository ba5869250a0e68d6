// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.QuietBus;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.delivery.LocalDeliveryResult;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several servers append to one mailbox of one PostgreSQL at the same time: 1,000 messages, 10,000 with {@code
 * -Dsekisho.long=true}.
 */
class ManyNodesTest {

    private static final int MESSAGES = Boolean.getBoolean("sekisho.long") ? 10_000 : 1_000;
    private static final int THREADS_PER_NODE = 4;
    private static final Username ANNA = Username.of("anna@example.org");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void noUidIsLostOrGivenOutTwiceAndTheCountersAreRight(int nodes) throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place()) {
            List<Database> databases = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                databases.add(DatabaseOpener.open(place.settings()));
            }
            long started = System.nanoTime();
            List<Long> uids = appendAll(databases);
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf("%d nodes: %.0f appends a second to one mailbox%n", nodes, uids.size() / seconds);
            assertThat(uids)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, uids.size()).boxed().toList());
            MailboxTotals counted =
                    databases.get(0).read(sql -> MailboxTable.counts(sql, 1)).orElseThrow();
            assertThat(counted).isEqualTo(new MailboxTotals(uids.size(), uids.size(), 2L * uids.size()));
            databases.forEach(Database::close);
        }
    }

    private static List<Long> appendAll(List<Database> databases) throws Exception {
        int threads = databases.size() * THREADS_PER_NODE;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<List<Long>>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Database database = databases.get(i % databases.size());
            results.add(executor.submit(() -> append(database, MESSAGES / threads)));
        }
        List<Long> uids = new ArrayList<>();
        for (Future<List<Long>> each : results) {
            uids.addAll(each.get());
        }
        executor.shutdown();
        return uids;
    }

    private static List<Long> append(Database database, int count) {
        LocalDelivery delivery = new LocalDelivery(
                database, new SqlMessageId.Factory(Clock.systemUTC()), new QuietBus().bus(), Clock.systemUTC());
        List<Long> uids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDeliveryResult delivered = delivery.deliver(
                            List.of(new LocalDelivery.Recipient(ANNA, "")), SmallBody.in(database), 1)
                    .get(0);
            uids.add(((LocalDeliveryResult.Delivered) delivered).uid());
        }
        return uids;
    }
}
