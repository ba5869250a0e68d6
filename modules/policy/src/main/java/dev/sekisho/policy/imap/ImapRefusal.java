// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import dev.sekisho.policy.login.GuessRefusal;

/** Why a command is refused on a port that speaks IMAP, before its arguments are looked at. Each reason has one reply. */
public enum ImapRefusal {
    /** A verb that is not known (RFC 9051 7.1.3). */
    UNKNOWN_COMMAND("BAD Unknown command"),
    /** No credentials in cleartext; they are not looked at (RFC 9051 6.2.3). */
    TLS_REQUIRED("NO [PRIVACYREQUIRED] TLS is required"),
    /** TLS is on already, or is not begun by STARTTLS on this port (RFC 9051 6.2.1). */
    NO_STARTTLS("BAD STARTTLS is not available here: TLS begins with the connection"),
    /** Commands on mailboxes before a login (RFC 9051 3.1). */
    AUTH_REQUIRED("BAD Log in first"),
    /** Login commands after a login (RFC 9051 3.2). */
    AUTH_ALREADY("BAD Already authenticated"),
    /** Commands on messages without a selected mailbox (RFC 9051 3.3). */
    SELECT_FIRST("BAD Select a mailbox first"),
    /** Changes of messages in a mailbox that is open for reading alone (RFC 9051 6.3.3). */
    READ_ONLY("NO [READ-ONLY] The mailbox is open for reading alone"),
    /** The connection is compressed already (RFC 4978 3). */
    COMPRESSED_ALREADY("NO [COMPRESSIONACTIVE] The connection is compressed already"),
    /** Nothing is taken after LOGOUT (RFC 9051 3.4). */
    LOGGED_OUT("BAD Logged out"),
    /** The policy takes no passwords (RFC 9051 6.2.3: {@code LOGINDISABLED}). */
    LOGIN_DISABLED("NO LOGIN is disabled here, use AUTHENTICATE with a mechanism that CAPABILITY lists"),
    /** AUTHENTICATE with a mechanism that is not offered (RFC 9051 6.2.2). */
    MECHANISM_UNKNOWN("NO AUTHENTICATE failed: this mechanism is not offered"),
    /** Wrong credentials, in the same words whether or not the user exists (RFC 9051 7.1). */
    AUTH_FAILED("NO [AUTHENTICATIONFAILED] Authentication failed"),
    /** Too many wrong credentials. */
    TOO_MANY_FAILED_AUTHS("NO [AUTHENTICATIONFAILED] Too many failed logins, closing connection"),
    /** Too many wrong credentials came from the client's address; none are asked for, right or wrong (RFC 9051 7.1). */
    HELD_OFF("NO [LIMIT] Too many failed logins from your address, try again later"),
    /** The account is guessed from many addresses, and the client is a stranger to it; its credentials are not looked at, right or wrong. */
    ACCOUNT_GUARDED("NO [LIMIT] Too many failed logins to this account, try again later");

    private final String reply;

    ImapRefusal(String reply) {
        this.reply = reply;
    }

    /** The line on the wire, without the command's tag and without CR LF. */
    public String reply() {
        return reply;
    }

    /** True if the connection is closed after the reply, with a BYE. */
    public boolean closes() {
        return this == TOO_MANY_FAILED_AUTHS;
    }

    /** The refusal of credentials that are not looked at. */
    public static ImapRefusal of(GuessRefusal why) {
        return why == GuessRefusal.ACCOUNT ? ACCOUNT_GUARDED : HELD_OFF;
    }
}
