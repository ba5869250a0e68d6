// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The keys of the lines of {@link LogEvent}. What each means is the same in every line that has it. */
public enum LogKey {
    /** The message: the ID that the client got with its 250. */
    ID("the ID of the message, which its client got with the 250; for parts of a message, followed by `!` and digits"),
    /** The message that a notice is about. */
    ABOUT("the `id` of the message that a notice is about"),
    /** The number in the outgoing queue. */
    QUEUE("the number in `queue list`"),
    /** The listener's name. */
    LISTENER("the listener's name"),
    /** One connection. */
    SESSION("identifies a connection; the same in all its lines"),
    /** The peer's address. */
    PEER("the address of the client"),
    /** The peer's port. */
    PEER_PORT("the port of the client"),
    /** What the peer called itself. */
    HELO("the name that the client gave in HELO or EHLO"),
    /** The name of the peer's address. */
    CLIENT_NAME(
            "the name of the address of the client, if the name has that address; `unknown` if none has; `-` if it was not looked up"),
    /** DNS lists that have the peer. */
    LISTED("the DNS lists that have the client, each with its weight, separated by commas"),
    /** The TLS version. */
    TLS("the TLS version; `-` in cleartext"),
    /** The cipher suite. */
    CIPHER("the cipher suite"),
    /** The account. */
    USER("the account"),
    /** Whether there is such an account. */
    KNOWN("`yes` if the account exists; if `no`, the name is not logged"),
    /** Who is held off. */
    SCOPE(
            "who is held off: an `address`, a `network`, a `client` (one account at one address), or strangers to an `account` that is guessed"
                    + " from many addresses"),
    /** An address or a network. */
    NETWORK("the address, or the network with the length of its prefix"),
    /** When it ends. */
    UNTIL("the time at which it ends, in UTC"),
    /** What a limit is for. */
    PERIOD("the time of the limit: any `hour`, or any `day`"),
    /** A limit. */
    LIMIT(
            "the number that is allowed: of recipients in that time, or of `client-rate` in a minute (unknown recipients: in 10 minutes)"),
    /** How often in a row. */
    ROUND("how many times in a row it was held off; each time of an address is twice as long"),
    /** What has a rate. */
    RATE("what has the rate: `connection`, `mail`, `recipient`, `unknown-recipient`"),
    /** The name of the pinned peer. */
    PIN("the name of the pinned peer"),
    /** The name of the device. */
    DEVICE("the name of the device that is known by its address"),
    /** The reverse path. */
    FROM("the sender of the envelope; `<>` is the null sender"),
    /** The forward path, or paths. */
    TO("the recipients of the envelope, separated by commas", 8_000),
    /** What a recipient stands for. */
    INTO("the recipients that `to` stands for", 8_000),
    /** How many recipients. */
    RECIPIENTS("the number of recipients; `to` has fewer if it ends in `...`"),
    /** Octets. */
    SIZE("the size of the message in octets"),
    /** The Message-ID field. */
    MESSAGE_ID("the Message-ID field of the message"),
    /** The code of our reply. */
    CODE("the reply code that the client got"),
    /** The enhanced status code. */
    STATUS("the enhanced status code (RFC 3463)"),
    /** Why. */
    REASON("the reason: a fixed word, or a text for the operator"),
    /** A property on trial. */
    PROPERTY("the property of the policy that is on trial"),
    /** Its value. */
    VALUE("the value on trial"),
    /** The mailbox. */
    MAILBOX("the mailbox"),
    /** The route. */
    ROUTE("the route of `relay.xml`"),
    /** The server that was asked. */
    SERVER("the name of the other server"),
    /** Its address. */
    ADDRESS("its address and port"),
    /** Another server's words. */
    REPLY("the reply of that server, or the error"),
    /** Since the message was accepted for sending. */
    DELAY("seconds since the message entered the outgoing queue"),
    /** How often it was tried. */
    ATTEMPTS("the number of attempts"),
    /** When it is tried again. */
    NEXT("the time of the next attempt, in UTC"),
    /** The key that was presented. */
    PRESENTED("the pin of the key that the server presented"),
    /** The kind of a notice. */
    KIND("the kind of notice: `failed`, `delayed`, `relayed`"),
    /** The processor that a message was in. */
    PROCESSOR("the processor of `mailetcontainer.xml`"),
    /** Where it went. */
    TARGET("the destination: the processor, or the path of the repository"),
    /** The key within a repository. */
    KEY("the key of the message in the repository"),
    /** What a command did. */
    ACTION("what the command did: `hold`, `release`, `retry`, `bounce`, `remove`, `resend`; of `ban`: `add`, `remove`"),
    /** Whose command it was. */
    BY("the operating system user who ran the command"),
    /** Messages taken in a session. */
    MESSAGES("the number of messages that were accepted, or read"),
    /** Messages removed in a session. */
    REMOVED("the number of messages that were deleted by POP3"),
    /** Refusals in a session. */
    REFUSED(
            "the number of refused commands and messages; of `client-rate`, of refusals since the line before, 0 if the client is only answered later"),
    /** How a session ended. */
    ENDING("how the connection ended");

    /** Characters of a value as written, at most, unless a key has its own limit. */
    static final int LONGEST = 600;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String meaning;
    private final int longest;

    LogKey(String meaning) {
        this(meaning, LONGEST);
    }

    LogKey(String meaning, int longest) {
        this.meaning = meaning;
        this.longest = longest;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** What it means, for the reference. */
    public String meaning() {
        return meaning;
    }

    /** Characters that its value has at most, as written. */
    int longest() {
        return longest;
    }

    static Optional<LogKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }
}
