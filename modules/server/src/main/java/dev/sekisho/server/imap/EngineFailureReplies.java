// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.james.imap.main.DeniedAccessOnSharedMailboxException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client and the log are told of commands that the engine failed at. Every failure is one line in the log; those that nobody foresaw
 * have a trace, of each kind at most one a minute, however often clients repeat the command. Safe for all threads.
 */
final class EngineFailureReplies {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineFailureReplies.class);
    private static final Duration BETWEEN_TRACES = Duration.ofMinutes(1);
    /** When a trace was last logged, by class and place of the failure: as many as there are in the code. */
    private static final Map<String, Long> TRACED = new ConcurrentHashMap<>();

    private EngineFailureReplies() {}

    /** Tells the log, and returns what the client is told behind {@code NO}. */
    static String tell(ListenerName listener, InetSocketAddress client, String command, Throwable cause) {
        if (cause instanceof DeniedAccessOnSharedMailboxException) {
            return "[NOPERM] There are no mailboxes here but your own";
        } else if (cause instanceof StackOverflowError) {
            LOGGER.warn(
                    "listener {}: a command of {} was refused: the command or a message in it is nested too deeply",
                    listener,
                    client);
            return "[LIMIT] A message or the command is nested too deeply";
        } else if (cause instanceof TimeoutException) {
            LOGGER.warn("listener {}: a search of {} took too long and was stopped", listener, client);
            return "[LIMIT] The search takes too long, look through fewer messages";
        } else if (isArgument(cause)) {
            LOGGER.warn(
                    "listener {}: {} of {} was refused for its argument: {}",
                    listener,
                    command,
                    client,
                    summary(cause));
            return "[CANNOT] An argument of the command cannot be";
        }
        trace(listener, client, command, cause);
        if (TransientFailureLog.isPassing(cause)) {
            return "[UNAVAILABLE] The mail store cannot be used at the moment, try again later";
        }
        return "[SERVERBUG] The command failed, the log tells why";
    }

    private static boolean isArgument(Throwable cause) {
        return cause instanceof IllegalArgumentException
                || cause instanceof MailboxNameException
                || cause instanceof MailboxNotFoundException;
    }

    /** Logs a failure that nobody foresaw. */
    static void trace(ListenerName listener, InetSocketAddress client, String command, Throwable cause) {
        if (TransientFailureLog.ofProcess()
                .tell(LOGGER, cause, () -> "listener " + listener + ": " + command + " of " + client + " failed")) {
            return;
        }
        if (isTurn(cause)) {
            LOGGER.error("listener {}: {} of {} failed", listener, command, client, cause);
        } else {
            LOGGER.error("listener {}: {} of {} failed as before: {}", listener, command, client, summary(cause));
        }
    }

    private static boolean isTurn(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        String kind = cause.getClass().getName() + (frames.length == 0 ? "" : " " + frames[0]);
        long now = System.nanoTime();
        long mine =
                TRACED.merge(kind, now, (last, current) -> current - last >= BETWEEN_TRACES.toNanos() ? current : last);
        return mine == now;
    }

    private static String summary(Throwable cause) {
        String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return words.substring(0, Math.min(words.length(), 300)).replaceAll("\\p{Cntrl}", "?");
    }
}
