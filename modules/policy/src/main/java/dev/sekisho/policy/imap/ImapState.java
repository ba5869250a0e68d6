// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

/**
 * All of a session's past that a decision depends on.
 *
 * @param tls true once a handshake is done
 * @param phase the state of RFC 9051 3
 * @param readOnly true if the selected mailbox is open for reading alone: by EXAMINE, or for want of rights
 * @param compressed true after COMPRESS (RFC 4978)
 * @param failedAuths bad logins of this connection
 * @param heldOff true if the client's address had too many bad logins, so that it is not asked for any
 */
public record ImapState(
        boolean tls, Phase phase, boolean readOnly, boolean compressed, int failedAuths, boolean heldOff) {

    /** The states of RFC 9051 3. */
    public enum Phase {
        NOT_AUTHENTICATED,
        AUTHENTICATED,
        SELECTED,
        LOGOUT
    }

    /** A connection that has just been made; {@code tls} is true on a port of implicit TLS. */
    public static ImapState connected(boolean tls) {
        return new ImapState(tls, Phase.NOT_AUTHENTICATED, false, false, 0, false);
    }

    /** After a good login. */
    public ImapState afterAuth() {
        return new ImapState(tls, Phase.AUTHENTICATED, false, compressed, 0, heldOff);
    }

    /** After a bad login. */
    public ImapState afterFailedAuth() {
        return new ImapState(tls, phase, readOnly, compressed, failedAuths + 1, heldOff);
    }

    /** After a mailbox was opened. */
    public ImapState afterSelect(boolean forReadingAlone) {
        return new ImapState(tls, Phase.SELECTED, forReadingAlone, compressed, failedAuths, heldOff);
    }

    /** After the mailbox was closed: by CLOSE, UNSELECT, a SELECT that failed (RFC 9051 6.3.2), or because it is gone. */
    public ImapState afterUnselect() {
        return new ImapState(tls, Phase.AUTHENTICATED, false, compressed, failedAuths, heldOff);
    }

    /** After COMPRESS. */
    public ImapState afterCompress() {
        return new ImapState(tls, phase, readOnly, true, failedAuths, heldOff);
    }

    /** After LOGOUT, or a BYE. */
    public ImapState afterLogout() {
        return new ImapState(tls, Phase.LOGOUT, false, compressed, failedAuths, heldOff);
    }

    /** With what is known now of the bad logins of the client's address. */
    public ImapState withHeldOff(boolean held) {
        return new ImapState(tls, phase, readOnly, compressed, failedAuths, held);
    }
}
