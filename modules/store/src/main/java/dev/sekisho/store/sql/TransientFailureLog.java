// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * What the log says while the store is full or out of reach, or no more files may be opened. That is expected and passes, so it has no trace; and it befalls every message
 * that comes meanwhile, so it is one line a minute for each logger, with how many there were in between: the log may be on the disk that is
 * full. Safe for all threads.
 */
public final class TransientFailureLog {
    static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private static final TransientFailureLog OF_PROCESS = new TransientFailureLog(System::nanoTime);

    private final LongSupplier nanos;
    /** By logger and kind: as many as there are in the code. */
    private final Map<String, Logged> logged = new ConcurrentHashMap<>();

    /**
     * Nothing was logged yet.
     *
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    public TransientFailureLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Those of this process. */
    public static TransientFailureLog ofProcess() {
        return OF_PROCESS;
    }

    private enum Kind {
        FULL("free space there; until then no new mail is accepted"),
        TOO_MANY_OPEN(FileErrorCause.TOO_MANY_OPEN.advice()),
        UNAVAILABLE(
                "end the process that locks the database, or check that the database server runs and can be reached; until then mail waits");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }
    }

    private record Logged(long at, long since) {}

    private record Passing(Kind kind, String words) {}

    /** Whether a failure, or what caused it, is that the store or a disk is full, the store out of reach, or no more files may be opened. */
    public static boolean isPassing(Throwable failure) {
        return passing(failure).isPresent();
    }

    /** Whether a failure is, or was caused by, a database server that cannot be reached, or does not take connections now. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
            if (state.startsWith("08") || state.startsWith("57P")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a failure, or what caused it, is that the store or a disk is full. */
    public static boolean isFull(Throwable failure) {
        return passing(failure).filter(cause -> cause.kind() == Kind.FULL).isPresent();
    }

    /**
     * Tells the log of a failure that passes.
     *
     * @param what what failed, and what was done instead
     * @return false if it is another kind of failure: then nothing was logged
     */
    public boolean tell(Logger logger, Throwable failure, Supplier<String> what) {
        Optional<Passing> passing = passing(failure);
        passing.ifPresent(cause -> turn(logger.getName() + " " + cause.kind())
                .ifPresent(before -> logger.warn(
                        "{}: {}; {}{}",
                        what.get(),
                        cause.words(),
                        cause.kind().advice,
                        before == 0 ? "" : "; and " + before + " more times since the last such line")));
        return passing.isPresent();
    }

    /** Logs a failure: one that may pass as {@link #tell} does, any other as an error with its trace. */
    public void error(Logger logger, Throwable failure, Supplier<String> what) {
        if (!tell(logger, failure, what)) {
            logger.error("{}", what.get(), failure);
        }
    }

    /** As {@link #error}, where what failed is tried again by itself. */
    public void warn(Logger logger, Throwable failure, Supplier<String> what) {
        if (!tell(logger, failure, what)) {
            logger.warn("{}", what.get(), failure);
        }
    }

    /** How many there were since the last line, if it is time for the next. */
    private Optional<Long> turn(String key) {
        long now = nanos.getAsLong();
        Logged[] before = new Logged[1];
        Logged after = logged.compute(key, (same, last) -> {
            before[0] = last == null ? new Logged(now, 0) : last;
            return last == null || now - last.at() >= BETWEEN_LINES.toNanos()
                    ? new Logged(now, 0)
                    : new Logged(last.at(), last.since() + 1);
        });
        return after.since() == 0 ? Optional.of(before[0].since()) : Optional.empty();
    }

    private static Optional<Passing> passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            FileErrorCause trouble = cause instanceof IOException ? FileErrorCause.of(cause) : FileErrorCause.OTHER;
            if (cause instanceof StoreFullException || trouble == FileErrorCause.FULL) {
                return Optional.of(new Passing(Kind.FULL, words));
            } else if (trouble == FileErrorCause.TOO_MANY_OPEN) {
                return Optional.of(new Passing(Kind.TOO_MANY_OPEN, words));
            } else if (cause instanceof StoreUnavailableException) {
                return Optional.of(new Passing(Kind.UNAVAILABLE, words));
            }
        }
        return Optional.empty();
    }
}
