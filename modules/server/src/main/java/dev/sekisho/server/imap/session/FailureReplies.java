// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client and the log are told of commands that have failed. Every failure is one line in the log; those that nobody foresaw
 * have a trace, of each kind at most one a minute, however often clients repeat the command. Safe for all threads.
 */
public final class FailureReplies {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailureReplies.class);
    private static final Duration BETWEEN_TRACES = Duration.ofMinutes(1);
    /** When a trace was last logged, by class and place of the failure: as many as there are in the code. */
    private static final Map<String, Long> TRACED = new ConcurrentHashMap<>();

    private FailureReplies() {}

    /** Tells the log, and returns what the client is told. */
    public static Completion tell(ListenerName listener, InetSocketAddress client, String command, Throwable cause) {
        if (cause instanceof StackOverflowError) {
            LOGGER.warn("listener {}: a command of {} met what is nested too deeply", listener, client);
            return Completion.no(ResponseCode.LIMIT, "A message or the command is nested too deeply");
        } else if (cause instanceof TimeoutException) {
            LOGGER.warn("listener {}: a search of {} was given up, it took too long", listener, client);
            return Completion.no(ResponseCode.LIMIT, "The search takes too long, look through fewer messages");
        }
        trace(listener, client, command, cause);
        if (TransientFailureLog.isPassing(cause)) {
            return Completion.no(
                    ResponseCode.UNAVAILABLE, "The mail store cannot be used at the moment, try again later");
        }
        return Completion.no(ResponseCode.SERVERBUG, "The command failed, the log tells why");
    }

    /** Logs a failure that nobody foresaw. */
    public static void trace(ListenerName listener, InetSocketAddress client, String command, Throwable cause) {
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

    /** Logs that a session has lost its mailbox, if that is a fault of ours. */
    static void lost(ListenerName listener, InetSocketAddress client, MailboxGone gone) {
        if (gone.getCause() != null) {
            LOGGER.error("listener {}: the view that {} has of a mailbox is wrong, closed", listener, client, gone);
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
