// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.ChildJvm;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.DatabaseSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.Mail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a process with SIGKILL while 16 threads queue mail: what the queue said it has kept must be there, whole. As
 * often as the system property {@code sekisho.kills} says; 3 times when it says nothing, 50 with {@code -Dsekisho.long=true}.
 */
class KillTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingThatWasAcknowledgedIsLost(Engine engine) throws Exception {
        int kills = Integer.getInteger("sekisho.kills", Boolean.getBoolean("sekisho.long") ? 50 : 3);
        Random random = new Random();
        try (Engine.Place place = engine.place()) {
            Set<String> acknowledged = new HashSet<>();
            for (int round = 0; round < kills; round++) {
                acknowledged.addAll(queueThenKill(place.settings(), "r" + round, random.nextInt(400)));
            }
            Set<String> kept = names(place.settings());
            assertThat(kept).containsAll(acknowledged);
            System.out.printf(
                    "%s: %d kills, %d acknowledged, %d kept besides%n",
                    engine, kills, acknowledged.size(), kept.size() - acknowledged.size());
        }
    }

    private static List<String> queueThenKill(DatabaseSettings settings, String prefix, int after) throws Exception {
        List<String> arguments = new ArrayList<>();
        if (settings instanceof DatabaseSettings.Postgresql server) {
            arguments.addAll(List.of(server.url(), server.user()));
        } else {
            arguments.add(((DatabaseSettings.Sqlite) settings).file().toString());
        }
        arguments.add(prefix);
        List<String> acknowledged = new ArrayList<>();
        try (ChildJvm child =
                ChildJvm.start(QueuesUntilKilled.class, List.of("-Xmx256m"), arguments.toArray(String[]::new))) {
            for (int i = 0; i <= after; i++) {
                String line = child.readLine();
                assertThat(line).isNotNull();
                acknowledged.add(line);
            }
            child.kill();
            acknowledged.addAll(child.readRest());
        }
        // The last line may have been cut off by the kill; whatever is not a name was printed by the JVM.
        acknowledged.removeIf(line -> !line.matches("r\\d+-\\d+-\\d+"));
        return acknowledged.subList(0, Math.max(0, acknowledged.size() - 1));
    }

    private static Set<String> names(DatabaseSettings settings) throws Exception {
        try (Store store = Store.open(settings);
                SqlMailQueueFactory factory = new SqlMailQueueFactory(
                        store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
            assertThat(store.database().check()).isEmpty();
            Set<String> names = new HashSet<>();
            ManageableMailQueue.MailQueueIterator mails =
                    factory.createQueue(MailQueueName.of("spool")).browse();
            while (mails.hasNext()) {
                Mail mail = mails.next().getMail();
                assertThat(mail.getMessage().getContent()).isEqualTo(QueuesUntilKilled.text(mail.getName()));
                assertThat(names.add(mail.getName())).isTrue();
            }
            return names;
        }
    }
}
