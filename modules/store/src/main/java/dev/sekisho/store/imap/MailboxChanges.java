// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxDirectory;
import dev.sekisho.store.mailbox.table.MailboxTopics;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that mailboxes have changed: what this process has committed at once, whoever changed it; what other processes have committed by a
 * notification of the database where there are, and at the latest when it looks by itself. Safe for all threads.
 */
public final class MailboxChanges implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailboxChanges.class);

    /** With other nodes, a lost notification is to be made up for soon; another process on a file is a command. */
    private static final Duration LOOK_EVERY_ON_POSTGRESQL = Duration.ofMillis(1500);

    private static final Duration LOOK_EVERY_ON_SQLITE = Duration.ofSeconds(5);

    /** So many mailboxes are looked at in one question. */
    private static final int AT_ONCE = 200;

    private final Database database;
    private final Watches<Long> mailboxes;
    private final Watches<String> owners;
    private final Subscription commits;
    private final ScheduledExecutorService looking;

    /** On an opened database. */
    public MailboxChanges(Database database) {
        this(database, database.dialect() == SqlDialect.POSTGRESQL ? LOOK_EVERY_ON_POSTGRESQL : LOOK_EVERY_ON_SQLITE);
    }

    MailboxChanges(Database database, Duration lookEvery) {
        this.database = database;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mailbox-changes");
            thread.setDaemon(true);
            return thread;
        });
        this.mailboxes = new Watches<>(
                MailboxTopics::mailbox, database.notifications(), mailbox -> soon(() -> lookAt(List.of(mailbox))));
        this.owners = new Watches<>(MailboxTopics::owner, database.notifications(), owner -> soon(() -> lookAt(owner)));
        this.commits = database.commits().subscribe(this::committed);
        var unused = looking.scheduleWithFixedDelay(
                () -> quietly(this::lookAtAll), lookEvery.toMillis(), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has a listener told of a mailbox. What was before may be told too; read its state after subscribing. */
    public Subscription subscribe(MailboxId mailbox, MailboxListener listener) {
        return mailboxes.add(mailbox.value(), listener);
    }

    /** Has a listener called when the names, uses or subscriptions of an owner's mailboxes may have changed. As quick as a {@link MailboxListener}. */
    public Subscription subscribe(Username owner, Runnable listener) {
        return owners.add(owner.asString(), new MailboxListener() {
            @Override
            public void changed(long number) {
                listener.run();
            }

            @Override
            public void removed() {
                listener.run();
            }
        });
    }

    private void committed(Map<String, Long> topics) {
        topics.forEach((topic, number) -> {
            mailboxes.ofTopic(topic).ifPresent(watch -> watch.raise(number));
            owners.ofTopic(topic).ifPresent(watch -> watch.tell(number));
        });
    }

    private void soon(Runnable look) {
        try {
            looking.execute(() -> quietly(look));
        } catch (RejectedExecutionException closing) {
            LOGGER.debug("Told of a change after the end");
        }
    }

    private void lookAtAll() {
        List<Long> all = mailboxes.keys();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            lookAt(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        owners.keys().forEach(this::lookAt);
    }

    private void lookAt(List<Long> some) {
        Map<Long, Long> found = database.read(sql -> MailboxStateQuery.modSeqs(sql, some, AT_ONCE));
        for (Long mailbox : some) {
            mailboxes.of(mailbox).ifPresent(watch -> watch.raise(found.getOrDefault(mailbox, MailboxTopics.REMOVED)));
        }
    }

    private void lookAt(String owner) {
        long fingerprint = database.read(sql -> MailboxDirectory.fingerprint(sql, owner));
        owners.of(owner).ifPresent(watch -> watch.differ(fingerprint));
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            String what = "Changes of mailboxes by other processes are not seen now; looking again later";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } catch (RuntimeException | Error e) {
            LOGGER.error("A fault in looking for changes of mailboxes; looking again later", e);
        }
    }

    @Override
    public void close() {
        commits.close();
        looking.shutdownNow();
    }
}
