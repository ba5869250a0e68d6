// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

/**
 * All of a session's past that a decision depends on.
 *
 * @param tls true once a handshake is done
 * @param phase the state of RFC 1939 3
 * @param userNamed true after USER, until a PASS answers it
 * @param failedAuths bad logins of this connection
 * @param heldOff true if the client's address had too many bad logins, so that it is not asked for any
 */
public record Pop3State(boolean tls, Phase phase, boolean userNamed, int failedAuths, boolean heldOff) {

    /** The states of RFC 1939 3 in which commands are taken. */
    public enum Phase {
        AUTHORIZATION,
        TRANSACTION
    }

    /** A connection that has just been made; {@code tls} is true on a port of implicit TLS. */
    public static Pop3State connected(boolean tls) {
        return new Pop3State(tls, Phase.AUTHORIZATION, false, 0, false);
    }

    /** After the handshake that STLS began (RFC 2595 4). */
    public Pop3State afterStls() {
        return new Pop3State(true, Phase.AUTHORIZATION, false, failedAuths, heldOff);
    }

    /** After USER. */
    public Pop3State afterUser() {
        return new Pop3State(tls, phase, true, failedAuths, heldOff);
    }

    /** After a good login whose maildrop is locked. */
    public Pop3State afterAuth() {
        return new Pop3State(tls, Phase.TRANSACTION, false, failedAuths, heldOff);
    }

    /** After a good login whose maildrop is in use elsewhere. */
    public Pop3State afterMaildropInUse() {
        return new Pop3State(tls, phase, false, failedAuths, heldOff);
    }

    /** After a bad login. */
    public Pop3State afterFailedAuth() {
        return new Pop3State(tls, phase, false, failedAuths + 1, heldOff);
    }

    /** With what is known now of the bad logins of the client's address. */
    public Pop3State withHeldOff(boolean held) {
        return new Pop3State(tls, phase, userNamed, failedAuths, held);
    }
}
