// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.base.test.FakeMail;

/** Queues mail from 16 threads until it is killed, and prints the name of each once the queue has said that it is kept. */
final class QueuesUntilKilled {

    private QueuesUntilKilled() {}

    /** Arguments: a SQLite file, or a PostgreSQL URL and user; and a prefix of the names. */
    public static void main(String[] arguments) {
        Store store = Store.open(settings(arguments));
        ManageableMailQueue queue = new SqlMailQueueFactory(
                        store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())
                .createQueue(MailQueueName.of("spool"));
        String prefix = arguments[arguments.length - 1];
        ExecutorService threads = Executors.newFixedThreadPool(16);
        IntStream.range(0, 16)
                .forEach(thread -> threads.execute(() -> {
                    for (int i = 0; ; i++) {
                        String name = prefix + "-" + thread + "-" + i;
                        try {
                            queue.enQueue(FakeMail.builder()
                                    .name(name)
                                    .mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
                                            .setText(text(name)))
                                    .build());
                        } catch (Exception e) {
                            e.printStackTrace();
                            return;
                        }
                        System.out.println(name);
                    }
                }));
    }

    static DatabaseSettings settings(String... arguments) {
        return arguments[0].startsWith("jdbc:")
                ? DatabaseSettings.Postgresql.at(arguments[0], arguments[1], "")
                : DatabaseSettings.Sqlite.at(Path.of(arguments[0]));
    }

    /** What a mail says depends on its name alone; one in twenty is larger than two chunks. */
    static String text(String name) {
        Random random = new Random(name.hashCode());
        int lines = random.nextInt(20) == 0 ? 6000 : random.nextInt(100);
        return IntStream.range(0, lines)
                .mapToObj(i -> String.format("%050d", random.nextInt(Integer.MAX_VALUE)))
                .reduce(
                        new StringBuilder(name),
                        (all, line) -> all.append("\r\n").append(line),
                        StringBuilder::append)
                .toString();
    }
}
