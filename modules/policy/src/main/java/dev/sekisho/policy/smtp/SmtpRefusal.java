// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.login.GuessRefusal;

/** Why a command is refused on a port that speaks SMTP. Each reason has one reply. */
public enum SmtpRefusal {
    /** Nothing of substance before TLS (RFC 3207 4). */
    STARTTLS_REQUIRED("starttls-required", 530, "5.7.0", "Must issue a STARTTLS command first"),
    /** Credentials in cleartext; they are not looked at (RFC 4954 6). */
    AUTH_NEEDS_TLS("auth-needs-tls", 538, "5.7.11", "Encryption required for requested authentication mechanism"),
    /** TLS is on already. */
    TLS_ALREADY_ACTIVE("tls-already-active", 503, "5.5.1", "TLS is active already"),
    /** STARTTLS takes no argument (RFC 3207 4). */
    STARTTLS_TAKES_NO_ARGUMENT("starttls-takes-no-argument", 501, "5.5.4", "STARTTLS takes no argument"),
    /** The listener has no STARTTLS. */
    STARTTLS_NOT_OFFERED("starttls-not-offered", 502, "5.5.1", "STARTTLS is not offered here"),
    /** TLS is offered, and there is no certificate to begin it with (RFC 3207 4). */
    TLS_UNAVAILABLE("tls-unavailable", 454, "4.7.0", "TLS not available due to temporary reason"),
    /** EHLO has to be said first, and again after TLS (RFC 3207 4.2). */
    EHLO_FIRST("ehlo-first", 503, "5.5.1", "Send EHLO first"),
    /** A login is needed (RFC 4954 6). */
    AUTH_REQUIRED("auth-required", 530, "5.7.0", "Authentication required"),
    /** The listener takes no logins. */
    AUTH_NOT_OFFERED("auth-not-offered", 503, "5.5.1", "AUTH is not offered on this port"),
    /** One login a session (RFC 4954 4). */
    AUTH_ALREADY("auth-already", 503, "5.5.1", "Already authenticated"),
    /** No login within a mail transaction (RFC 4954 4). */
    AUTH_IN_TRANSACTION("auth-in-transaction", 503, "5.5.1", "AUTH is not permitted during a mail transaction"),
    /** Wrong credentials, in the same words whether or not the user exists. */
    AUTH_FAILED("auth-failed", 535, "5.7.8", "Authentication credentials invalid"),
    /** The client ended the login with an asterisk (RFC 4954 4). */
    AUTH_CANCELLED("auth-cancelled", 501, "5.7.0", "Authentication cancelled"),
    /** A login that is not base64, or not what its mechanism says (RFC 4954 4). */
    AUTH_MALFORMED("auth-malformed", 501, "5.5.2", "Authentication exchange cannot be decoded"),
    /** AUTH without a mechanism, or with more than a mechanism and one response. */
    AUTH_ARGUMENTS("auth-arguments", 501, "5.5.4", "AUTH takes a mechanism and at most one response"),
    /** A mechanism that is not served (RFC 4954 4). */
    MECHANISM_UNKNOWN("mechanism-unknown", 504, "5.5.4", "Unrecognized authentication mechanism"),
    /** Too many wrong credentials. */
    TOO_MANY_FAILED_AUTHS("too-many-failed-auths", 421, "4.7.0", "Too many failed logins, closing connection"),
    /** Too many wrong credentials came from the client's address; none are asked for, right or wrong. */
    HELD_OFF("held-off", 421, "4.7.0", "Too many failed logins from your address, try again later"),
    /** The account is guessed from many addresses, and the client is a stranger to it; its credentials are not looked at, right or wrong. */
    ACCOUNT_GUARDED("account-guarded", 421, "4.7.0", "Too many failed logins to this account, try again later"),
    /** The peer's key is not an accepted pin; the peer gets no reason (RFC 3207 4.1). */
    PEER_NOT_PINNED("peer-not-pinned", 554, "5.7.1", "Transaction refused"),
    /** The pins cannot be read, so that the peer's key cannot be checked; it shall try again, not give up. */
    PINS_UNREADABLE("pins-unreadable", 451, "4.3.0", "Local error, try again later"),
    /** The peer's pin, or what is listed for the device, does not allow this sender. */
    PEER_SENDER("peer-sender", 553, "5.7.1", "Sender address is not allowed"),
    /** The peer's pin does not allow recipients of this domain. */
    PEER_RECIPIENT("peer-recipient", 550, "5.7.1", "Recipient is not allowed"),
    /** The peer has begun as many transactions as its pin allows within a time, or the address of a device as many as are listed for it. */
    PEER_RATE("peer-rate", 451, "4.7.1", "Too many messages, try again later"),
    /** The client's address is no listed device's (RFC 5321 3.1: 554). */
    DEVICE_NOT_LISTED("device-not-listed", 554, "5.7.1", "Your address is not listed here"),
    /** The client has begun as many messages as it may within a time. */
    MAIL_RATE("mail-rate", 450, "4.7.1", "Too many messages from your address, try again later"),
    /** The client has named as many recipients as it may within a time. */
    RECIPIENT_RATE("recipient-rate", 450, "4.7.1", "Too many recipients from your address, try again later"),
    /** The client has named as many unknown recipients as it may within a time; it is not told whether there are others. */
    UNKNOWN_RECIPIENTS(
            "unknown-recipients", 421, "4.7.0", "Too many unknown recipients from your address, closing connection"),
    /** A second MAIL within a transaction. */
    NESTED_MAIL("nested-mail", 503, "5.5.1", "A mail transaction is under way"),
    /** RCPT or DATA without MAIL. */
    MAIL_FIRST("mail-first", 503, "5.5.1", "Send MAIL first"),
    /** DATA without an accepted recipient. */
    RCPT_FIRST("rcpt-first", 503, "5.5.1", "Send RCPT first"),
    /** The sender's address belongs to someone else. */
    SENDER_NOT_OWN("sender-not-own", 553, "5.7.1", "Sender address is not one of yours"),
    /** The client is on DNS lists whose weights reach the threshold. */
    CLIENT_LISTED("client-listed", 554, "5.7.1", "Client address is on a DNS list"),
    /** The client has no confirmed name, whose weight reaches the threshold (RFC 7372 3.3). */
    CLIENT_NAME_UNCONFIRMED(
            "client-name-unconfirmed", 550, "5.7.25", "Client address has no name in the DNS that leads back to it"),
    /** The client has to try again later (RFC 6647). */
    GREYLISTED("greylisted", 451, "4.7.1", "Greylisted, try again later"),
    /** The recipient's domain is not served here, and this session may not relay. */
    RELAYING_DENIED("relaying-denied", 550, "5.7.1", "Relaying denied"),
    /** A rewritten sender of ours is for notices alone; else it would send anybody's mail on. */
    RETURN_PATH_MISUSED("return-path-misused", 550, "5.7.1", "This address is only for delivery notices"),
    /** No such user in a local domain. */
    UNKNOWN_USER("unknown-user", 550, "5.1.1", "No such user here"),
    /** The mailbox is full. */
    OVER_QUOTA("over-quota", 452, "4.2.2", "Mailbox full"),
    /** The transaction has its recipients (RFC 5321 4.5.3.1.10). */
    TOO_MANY_RECIPIENTS("too-many-recipients", 452, "4.5.3", "Too many recipients"),
    /** The user has sent to as many recipients as an account may in an hour or a day; the reply says until when. */
    ACCOUNT_LIMIT("account-limit", 450, "4.7.1", "Your account has sent to too many recipients, try again later"),
    /** More octets than a message may have (RFC 1870 6). */
    MESSAGE_TOO_BIG("message-too-big", 552, "5.3.4", "Message size exceeds fixed limit"),
    /** A CR or LF of the message stands alone (RFC 5321 2.3.8), or it has a NUL (RFC 6152 3). */
    BARE_LINE_ENDS("bare-line-ends", 550, "5.6.0", "Message has a NUL, or a bare CR or LF; lines end in CR LF"),
    /** What the first line holds would be folded into the trace fields that are put before it (RFC 5322 2.2.3). */
    FIRST_LINE_CONTINUES(
            "first-line-continues",
            550,
            "5.6.0",
            "The first line of the message begins with a blank; it is a field, or empty"),
    /** Some readers end the header at a line that is no field, and others read on (RFC 5322 2.2). */
    HEADER_MALFORMED(
            "header-malformed",
            550,
            "5.6.0",
            "A line of the header is no field; write Name: value, and no blank before the colon"),
    /** There is no From (RFC 5322 3.6). */
    AUTHOR_MISSING(
            "author-missing",
            550,
            "5.6.0",
            "The header has no From; write From: <you@example.org> before the first empty line"),
    /** From or Sender is there more than once (RFC 5322 3.6), and readers show one or the other. */
    AUTHOR_REPEATED("author-repeated", 550, "5.6.0", "From and Sender may be there once each"),
    /** From or Sender are no addresses that every reader reads alike (RFC 5322 3.4). */
    AUTHOR_UNREADABLE(
            "author-unreadable",
            550,
            "5.6.0",
            "The form of From or Sender is wrong; a name with a comma or other marks needs quotes:"
                    + " From: \"Company, Inc.\" <you@example.org>"),
    /** The message's author is somebody else. */
    AUTHOR_NOT_OWN("author-not-own", 550, "5.7.1", "From and Sender must be addresses of yours"),
    /** The message came through too many servers (RFC 5321 6.3). */
    MAIL_LOOP("mail-loop", 554, "5.4.6", "Too many hops, this is a loop"),
    /** Parts within parts beyond what readers can follow. */
    NESTED_TOO_DEEPLY(
            "nested-too-deeply",
            550,
            "5.6.0",
            "Parts of the message are nested deeper than " + MessageLimits.MAX_NESTING + " levels"),
    /** A verb that is known and not served. */
    NOT_SERVED("not-served", 502, "5.5.1", "Command not served"),
    /** A verb that is not known. */
    UNKNOWN_COMMAND("unknown-command", 500, "5.5.2", "Command unrecognized"),
    /** BDAT and DATA do not mix within a transaction (RFC 3030 3). */
    DATA_AFTER_BDAT("data-after-bdat", 503, "5.5.1", "DATA and BDAT cannot be mixed");

    private final String word;
    private final SmtpReply reply;

    SmtpRefusal(String word, int code, String enhanced, String text) {
        this.word = word;
        this.reply = new SmtpReply(code, enhanced, text);
    }

    /** The reason in the log, which stays as it is when the constant or its reply is named otherwise. */
    public String word() {
        return word;
    }

    /** The words on the wire. */
    public SmtpReply reply() {
        return reply;
    }

    /** True if the connection is closed after the reply. */
    public boolean closes() {
        return this == TOO_MANY_FAILED_AUTHS
                || this == HELD_OFF
                || this == ACCOUNT_GUARDED
                || this == UNKNOWN_RECIPIENTS;
    }

    /** The refusal of credentials that are not looked at. */
    public static SmtpRefusal of(GuessRefusal why) {
        return why == GuessRefusal.ACCOUNT ? ACCOUNT_GUARDED : HELD_OFF;
    }
}
