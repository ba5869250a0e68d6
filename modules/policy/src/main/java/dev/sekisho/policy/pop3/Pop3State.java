// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

/**
 * All of a session's past that a decision depends on.
 *
 * @param tls true once a handshake is done
 * @param phase the state of RFC 1939 3
 * @param userNamed true after USER, until a PASS answers it
 * @param failedAuths bad logins of this connection
 */
public record Pop3State(boolean tls, Phase phase, boolean userNamed, int failedAuths) {

    /** The states of RFC 1939 3 in which commands are taken. */
    public enum Phase {
        AUTHORIZATION,
        TRANSACTION
    }

    /** A connection that has just been made; {@code tls} is true on a port of implicit TLS. */
    public static Pop3State connected(boolean tls) {
        return new Pop3State(tls, Phase.AUTHORIZATION, false, 0);
    }

    /** After the handshake that STLS began (RFC 2595 4). */
    public Pop3State afterStls() {
        return new Pop3State(true, Phase.AUTHORIZATION, false, failedAuths);
    }

    /** After USER. */
    public Pop3State afterUser() {
        return new Pop3State(tls, phase, true, failedAuths);
    }

    /** After a good login whose maildrop is locked. */
    public Pop3State afterAuth() {
        return new Pop3State(tls, Phase.TRANSACTION, false, failedAuths);
    }

    /** After a good login whose maildrop is in use elsewhere. */
    public Pop3State afterMaildropInUse() {
        return new Pop3State(tls, phase, false, failedAuths);
    }

    /** After a bad login. */
    public Pop3State afterFailedAuth() {
        return new Pop3State(tls, phase, false, failedAuths + 1);
    }
}
