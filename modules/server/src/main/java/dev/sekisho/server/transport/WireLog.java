// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.Slowness;
import dev.sekisho.store.sql.PassingFailures;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a connection, whatever its protocol. */
final class WireLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(WireLog.class);

    private final String listener;

    WireLog(String listener) {
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
        ConnectionLog.refused(listener, peer, "tls-handshake: " + Causes.summary(cause));
    }

    void earlyTalker(InetSocketAddress peer) {
        ConnectionLog.refused(listener, peer, "early-talker");
    }

    void broken(InetSocketAddress peer, Throwable cause) {
        LOGGER.debug("listener {}: connection with {} broke: {}", listener, peer, Causes.summary(cause));
    }

    void tooSlow(InetSocketAddress peer, Slowness why) {
        LOGGER.info("listener {}: peer {} is too slow: {}", listener, peer, why.text());
    }

    void takesTooLittle(InetSocketAddress peer) {
        LOGGER.info(
                "listener {}: peer {} took less than {} octets of an answer in {} minutes, closed",
                listener,
                peer,
                Drain.LEAST,
                Drain.MINUTES);
    }

    void fault(String session, InetSocketAddress peer, Throwable cause) {
        String what = "listener " + listener + ": session " + session + " with " + peer + " failed";
        PassingFailures.ofProcess().error(LOGGER, cause, () -> what);
    }

    void stuck(String session, InetSocketAddress peer, Task task) {
        LOGGER.error(
                "listener {}: session {} with {} closed, what it waits for was not done in {} minutes",
                listener,
                session,
                peer,
                Task.LONGEST.toMinutes(),
                task.whereabouts());
    }
}
