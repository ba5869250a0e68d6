// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

/** Opens the sessions of one listener. Safe for all threads. */
@FunctionalInterface
public interface ProtocolSessionFactory {
    /**
     * Opens the session of a connection that stands, and TLS with it where it is implicit. Nothing is written yet: the session is asked to
     * {@linkplain ProtocolSession#greet greet} next.
     */
    ProtocolSession open(ClientConnection connection);
}
