// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import static dev.sekisho.store.log.LogKey.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The log events of mail, logins and connections, with the keys of each, in order. Every line of an event has all of them. */
public enum LogEvent {
    /** A connection that was not served. */
    CONNECTION_REFUSED(
            "a connection was refused, or closed because of what it sent", LISTENER, PEER, PEER_PORT, SESSION, REASON),
    /** A client does something too often. */
    CLIENT_RATE(
            "a client exceeded a rate, and was refused or answered later; at most one line a minute for each client and rate",
            LISTENER,
            NETWORK,
            USER,
            RATE,
            LIMIT,
            REFUSED),
    /** A login that is right. */
    LOGIN_GOOD("a login succeeded", LISTENER, PEER, PEER_PORT, SESSION, USER, TLS),
    /** A login that is wrong. */
    LOGIN_BAD("a login failed", LISTENER, PEER, PEER_PORT, SESSION, USER, KNOWN, REASON, TLS),
    /** A login that was not looked at. */
    LOGIN_REFUSED(
            "a login was refused without a check of the password", LISTENER, PEER, PEER_PORT, SESSION, REASON, TLS),
    /** Somebody is held off from now on. */
    LOGIN_HOLD_OFF("too many logins failed: further ones are refused for a while", SCOPE, NETWORK, USER, UNTIL, ROUND),
    /** The operator has banned a network, or does so no longer. */
    BAN("an operator banned a network, or ended a ban or a hold-off", ACTION, NETWORK, UNTIL, BY, REASON),
    /** A user has reached a limit of recipients. */
    USER_LIMIT(
            "a user has sent to as many recipients as is allowed in an hour or a day: further ones are refused; one line within that time",
            USER,
            PERIOD,
            LIMIT,
            UNTIL),
    /** A value on trial would have refused it. */
    TRIAL(
            "a value on trial would have refused what was accepted; one line in a session for each property, reason and sender",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            USER,
            FROM,
            TO,
            PROPERTY,
            VALUE,
            REASON),
    /** MAIL was refused. */
    MAIL_REFUSED(
            "MAIL was refused",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            HELO,
            USER,
            PIN,
            FROM,
            CODE,
            STATUS,
            REASON,
            DEVICE),
    /** RCPT was refused. */
    RCPT_REFUSED(
            "RCPT was refused",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            HELO,
            USER,
            PIN,
            FROM,
            TO,
            CODE,
            STATUS,
            REASON,
            CLIENT_NAME,
            LISTED,
            DEVICE),
    /** DATA, BDAT or the message was refused. */
    MESSAGE_REFUSED(
            "DATA, BDAT or the whole message was refused",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            HELO,
            USER,
            PIN,
            FROM,
            TO,
            RECIPIENTS,
            SIZE,
            MESSAGE_ID,
            CODE,
            STATUS,
            REASON,
            DEVICE),
    /** A message was taken. */
    ACCEPTED(
            "a message was accepted and is in the store",
            ID,
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            HELO,
            USER,
            PIN,
            TLS,
            CIPHER,
            FROM,
            TO,
            RECIPIENTS,
            SIZE,
            MESSAGE_ID,
            CLIENT_NAME,
            LISTED,
            DEVICE),
    /** A message of an IMAP client was refused. */
    IMAP_REFUSED(
            "APPEND, COPY, MOVE or REPLACE was refused because the quota of the account has no room; at most one line a minute for an account",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            USER,
            MAILBOX,
            SIZE,
            REASON),
    /** A notice of ours. */
    NOTICE("a notice (RFC 3464) to a sender was made", ID, ABOUT, KIND, TO, MESSAGE_ID),
    /** A recipient stands for others. */
    REWRITTEN("an alias, a forward or a rewritten sender replaced a recipient by others", ID, TO, INTO),
    /** It is in a mailbox. */
    DELIVERED("a message was delivered to a mailbox on this server", ID, USER, MAILBOX, FROM, TO, SIZE),
    /** The next server has it. */
    SENT(
            "the next server accepted a message",
            ID,
            QUEUE,
            FROM,
            TO,
            ROUTE,
            SERVER,
            ADDRESS,
            TLS,
            CIPHER,
            REPLY,
            DELAY,
            ATTEMPTS),
    /** It is tried again. */
    DEFERRED(
            "sending failed temporarily and will be tried again",
            ID,
            QUEUE,
            FROM,
            TO,
            ROUTE,
            SERVER,
            ADDRESS,
            TLS,
            REPLY,
            DELAY,
            ATTEMPTS,
            NEXT),
    /** What its route demands of TLS is not there. */
    HELD(
            "the demand of the route is not met; the message waits",
            ID,
            QUEUE,
            FROM,
            TO,
            ROUTE,
            SERVER,
            PRESENTED,
            REPLY,
            DELAY,
            ATTEMPTS,
            NEXT),
    /** It never will be delivered. */
    RETURNED(
            "sending failed permanently; the sender gets a `notice`, unless the sender wanted none or is the null sender",
            ID,
            QUEUE,
            FROM,
            TO,
            ROUTE,
            SERVER,
            STATUS,
            REPLY,
            DELAY,
            ATTEMPTS),
    /** An operator's command changed its state in the queue. */
    COMMAND("an operator's command was carried out", ID, QUEUE, ACTION, FROM, TO, BY),
    /** A mailet gave it to another processor. */
    MOVED("a mailet moved a message, or a part of it, to another processor", ID, PROCESSOR, TARGET, TO, REASON),
    /** It is in a repository. */
    KEPT("a message was stored in a mail repository and stays there", ID, TARGET, KEY, FROM, TO, REASON),
    /** A mailet ended its way. */
    DROPPED(
            "a mailet ended the processing of a message, or of a part of it, and nothing of it is stored",
            ID,
            PROCESSOR,
            TO,
            REASON),
    /** The end of a connection. */
    SESSION_END(
            "a connection ended",
            LISTENER,
            PEER,
            PEER_PORT,
            SESSION,
            HELO,
            TLS,
            USER,
            PIN,
            MESSAGES,
            REMOVED,
            REFUSED,
            ENDING,
            DEVICE);

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String meaning;
    private final List<LogKey> keys;

    LogEvent(String meaning, LogKey... keys) {
        this.meaning = meaning;
        this.keys = List.of(keys);
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** What happened, for the reference. */
    public String meaning() {
        return meaning;
    }

    /** The keys of its lines, in their order. */
    public List<LogKey> keys() {
        return keys;
    }

    static Optional<LogEvent> of(String text) {
        return Arrays.stream(values()).filter(event -> event.text.equals(text)).findFirst();
    }
}
