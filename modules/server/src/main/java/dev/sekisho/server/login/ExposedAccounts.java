// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the accounts for which somebody tried a login in cleartext. The password is not checked, so that it may have been the owner, or
 * anybody: a name is looked up once a second at most, by one thread, of a bounded number of names that wait; an account is written to
 * once. Blocks nobody; safe for all threads.
 */
@Singleton
public final class ExposedAccounts {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExposedAccounts.class);
    private static final int NAMES = 10_000;
    private static final int WAITING = 1_000;
    private static final int LONGEST = 320;
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

    private final LoginNames names;
    private final Predicate<Username> mark;
    private final Executor executor;
    private final Cache<String, Boolean> asked = CacheBuilder.newBuilder()
            .maximumSize(NAMES)
            .expireAfterWrite(ASKED_AGAIN_AFTER)
            .build();

    /** The accounts of this store. */
    @Inject
    public ExposedAccounts(Store store, LoginNames names) {
        this(names, store.users()::expose, oneThread());
    }

    /**
     * @param names finds the account of a name
     * @param mark marks a user, if there is such a one; true if that is news
     * @param executor does so
     */
    public ExposedAccounts(LoginNames names, Predicate<Username> mark, Executor executor) {
        this.names = names;
        this.mark = mark;
        this.executor = executor;
    }

    private static Executor oneThread() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "exposed-accounts");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /**
     * Somebody tried a login in cleartext for an account of this name, which may be none.
     *
     * @param domain completes a name without a domain; empty for the only local one
     */
    public void sentInClear(String name, Optional<String> domain, ListenerName listener) {
        if (name.isEmpty() || name.length() > LONGEST || asked.asMap().putIfAbsent(name, true) != null) {
            return;
        }
        try {
            executor.execute(() -> mark(name, domain, listener));
        } catch (RejectedExecutionException tooMany) {
            asked.invalidate(name);
        }
    }

    private void mark(String name, Optional<String> domain, ListenerName listener) {
        try {
            if (names.account(name, domain).filter(mark).isPresent()) {
                LOGGER.warn(
                        "listener {}: somebody tried a login for account {} in cleartext; if it was its owner, the password may have been read and should be changed",
                        listener,
                        name);
            }
        } catch (IllegalArgumentException noName) {
            LOGGER.debug("the credentials sent in cleartext name no account", noName);
        } catch (RuntimeException | Error e) {
            asked.invalidate(name);
            String what =
                    "listener " + listener + ": an account for which a login in cleartext was tried cannot be marked";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
        }
    }
}
