// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a connection, whatever its protocol. */
final class TransportLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(TransportLog.class);

    private final ListenerName listener;

    TransportLog(ListenerName listener) {
        this.listener = listener;
    }

    void injection(InetSocketAddress peer, int octets) {
        LOGGER.warn(
                "listener {}: peer {} sent {} octets of cleartext after STARTTLS; an attempt at command injection, connection"
                        + " closed, nothing of it executed",
                listener,
                peer,
                octets);
        ConnectionLog.refused(listener, peer, "cleartext-after-starttls");
    }

    void injectionIntoHandshake(InetSocketAddress peer) {
        LOGGER.warn(
                "listener {}: peer {} sent cleartext where a TLS handshake was to come; an attempt at command injection or a client"
                        + " that did not wait, connection closed, nothing of it executed",
                listener,
                peer);
        ConnectionLog.refused(listener, peer, "cleartext-in-handshake");
    }

    void handshakeFailed(InetSocketAddress peer, Throwable cause) {
        ConnectionLog.refused(listener, peer, "tls-handshake: " + FailureSummary.summary(cause));
    }

    void earlyTalker(InetSocketAddress peer) {
        ConnectionLog.refused(listener, peer, "early-talker");
    }

    void broken(InetSocketAddress peer, Throwable cause) {
        LOGGER.debug("listener {}: connection with {} broke: {}", listener, peer, FailureSummary.summary(cause));
    }

    void tooSlow(InetSocketAddress peer, SlowClientReason why) {
        LOGGER.info("listener {}: peer {} is too slow: {}", listener, peer, why.text());
    }

    void takesTooLittle(InetSocketAddress peer) {
        LOGGER.info(
                "listener {}: peer {} took less than {} octets of an answer in {} minutes, closed",
                listener,
                peer,
                OutputWriter.LEAST,
                OutputWriter.MINUTES);
    }

    void fault(String session, InetSocketAddress peer, Throwable cause) {
        String what = "listener " + listener + ": session " + session + " with " + peer + " failed";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
    }

    void stuck(String session, InetSocketAddress peer, WorkerTask task) {
        LOGGER.error(
                "listener {}: session {} with {} closed, what it waits for was not done in {} minutes",
                listener,
                session,
                peer,
                WorkerTask.LONGEST.toMinutes(),
                task.whereabouts());
    }
}
