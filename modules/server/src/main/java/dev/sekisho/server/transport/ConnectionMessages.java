// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.output.OutputWriter;
import dev.sekisho.server.transport.worker.WorkerTask;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a connection, whatever its protocol. */
final class ConnectionMessages {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionMessages.class);

    private final ListenerName listener;

    ConnectionMessages(ListenerName listener) {
        this.listener = listener;
    }

    void injection(InetSocketAddress client, int octets) {
        LOGGER.warn(
                "listener {}: client {} sent {} octets of cleartext after STARTTLS; an attempt at command injection, connection"
                        + " closed, nothing was executed",
                listener,
                client,
                octets);
        ConnectionEvents.refused(listener, client, "cleartext-after-starttls");
    }

    void injectionIntoHandshake(InetSocketAddress client) {
        LOGGER.warn(
                "listener {}: client {} sent cleartext instead of a TLS handshake; an attempt at command injection or a client"
                        + " that did not wait, connection closed, nothing was executed",
                listener,
                client);
        ConnectionEvents.refused(listener, client, "cleartext-in-handshake");
    }

    void handshakeFailed(InetSocketAddress client, Throwable cause) {
        ConnectionEvents.refused(listener, client, "tls-handshake: " + FailureSummary.ofHandshake(cause));
    }

    void earlyTalker(InetSocketAddress client) {
        ConnectionEvents.refused(listener, client, "early-talker");
    }

    void broken(InetSocketAddress client, Throwable cause) {
        LOGGER.debug("listener {}: connection with {} broke: {}", listener, client, FailureSummary.summary(cause));
    }

    void notDeflated(InetSocketAddress client, Throwable cause) {
        LOGGER.info("listener {}: client {} broke its compression, closed: {}", listener, client, cause.getMessage());
    }

    void tooSlow(InetSocketAddress client, SlowClientReason why) {
        LOGGER.info("listener {}: client {} is too slow: {}", listener, client, why.text());
    }

    void takesTooLittle(InetSocketAddress client) {
        LOGGER.info(
                "listener {}: client {} took less than {} octets of an answer in {} minutes, closed",
                listener,
                client,
                OutputWriter.LEAST,
                OutputWriter.MINUTES);
    }

    void fault(String session, InetSocketAddress client, Throwable cause) {
        String what = "listener " + listener + ": session " + session + " with " + client + " failed";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
    }

    void stuck(String session, InetSocketAddress client, WorkerTask task) {
        LOGGER.error(
                "listener {}: session {} with {} closed, its work did not finish within {} minutes",
                listener,
                session,
                client,
                WorkerTask.LONGEST.toMinutes(),
                task.whereabouts());
    }
}
