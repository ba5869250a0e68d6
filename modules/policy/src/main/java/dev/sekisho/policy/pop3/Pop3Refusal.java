// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import dev.sekisho.policy.login.GuessRefusal;

/** Why a command is refused on a port that speaks POP3. Each reason has one reply. */
public enum Pop3Refusal {
    /** No credentials in cleartext; they are not looked at (RFC 2595 2.1). */
    STLS_REQUIRED("-ERR [SYS/PERM] Must issue an STLS command first"),
    /** TLS is on already. */
    TLS_ALREADY_ACTIVE("-ERR TLS is active already"),
    /** STLS takes no argument. */
    STLS_TAKES_NO_ARGUMENT("-ERR STLS takes no argument"),
    /** APOP needs secrets in the clear on the server; it is served where the policy names it. */
    APOP_NOT_SERVED("-ERR APOP is not served here, use AUTH or, where CAPA lists it, USER and PASS"),
    /** The policy takes no passwords (RFC 2449 6.3). */
    NO_PASSWORDS("-ERR USER and PASS are not served here, use AUTH with a mechanism that CAPA lists"),
    /** PASS without USER. */
    USER_FIRST("-ERR Send USER first"),
    /** Commands on a maildrop before a login. */
    AUTH_REQUIRED("-ERR Authentication required"),
    /** Login commands after a login. */
    AUTH_ALREADY("-ERR Already authenticated"),
    /** AUTH with a mechanism that is not offered (RFC 5034 4). */
    MECHANISM_UNKNOWN("-ERR Unrecognized authentication mechanism"),
    /** Wrong credentials, in the same words whether or not the user exists (RFC 3206 4). */
    AUTH_FAILED("-ERR [AUTH] Authentication failed"),
    /** Too many wrong credentials. */
    TOO_MANY_FAILED_AUTHS("-ERR [AUTH] Too many failed logins, closing connection"),
    /** Too many wrong credentials came from the client's address; none are asked for, right or wrong (RFC 3206 3). */
    HELD_OFF("-ERR [SYS/TEMP] Too many failed logins from your address, try again later"),
    /** The account is guessed from many addresses, and the client is a stranger to it; its credentials are not looked at, right or wrong (RFC 3206 3). */
    ACCOUNT_GUARDED("-ERR [SYS/TEMP] Too many failed logins to this account, try again later"),
    /** Another session has the maildrop (RFC 2449 8.1.1). */
    MAILDROP_IN_USE("-ERR [IN-USE] Maildrop is in use by another session"),
    /** The maildrop cannot be opened for a passing reason (RFC 3206 3). */
    MAILDROP_UNAVAILABLE("-ERR [SYS/TEMP] Maildrop cannot be opened now, try again later"),
    /** A verb that is not known. */
    UNKNOWN_COMMAND("-ERR Unknown command");

    private final String reply;

    Pop3Refusal(String reply) {
        this.reply = reply;
    }

    /** The line on the wire without its CR LF. */
    public String reply() {
        return reply;
    }

    /** True if the connection is closed after the reply. */
    public boolean closes() {
        return this == TOO_MANY_FAILED_AUTHS || this == HELD_OFF || this == ACCOUNT_GUARDED;
    }

    /** The refusal of credentials that are not looked at. */
    public static Pop3Refusal of(GuessRefusal why) {
        return why == GuessRefusal.ACCOUNT ? ACCOUNT_GUARDED : HELD_OFF;
    }
}
