// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The keys of the lines of {@link LogEvent}. What each means is the same in every line that has it. */
public enum LogKey {
    /** The message: the name that the client was told with its 250. */
    ID(
            "the message, by the name that its client was told with the 250; parts of one that were split off have `!` and digits behind it"),
    /** The message that a notice is about. */
    ABOUT("the message that a notice is about, by its `id`"),
    /** The number in the outgoing queue. */
    QUEUE("the number in `queue list`"),
    /** The listener's name. */
    LISTENER("the listener's name"),
    /** One connection. */
    SESSION("one connection; the same in all its lines"),
    /** The peer's address. */
    PEER("the address of the peer, as the connection has it"),
    /** The peer's port. */
    PEER_PORT("the port of the peer"),
    /** What the peer called itself. */
    HELO("what the peer called itself"),
    /** The TLS version. */
    TLS("the TLS version; `-` in cleartext"),
    /** The cipher suite. */
    CIPHER("the cipher suite"),
    /** The account. */
    USER("the account"),
    /** Whether there is such an account. */
    KNOWN("`yes` if there is such an account; if `no`, the name that was tried is not written"),
    /** The name of the pinned peer. */
    PIN("the name of the peer whose certificate is pinned"),
    /** The reverse path. */
    FROM("the sender of the envelope; `<>` is the null sender"),
    /** The forward path, or paths. */
    TO("the recipient of the envelope, or recipients with commas between them", 8_000),
    /** What a recipient stands for. */
    INTO("the recipients that `to` stands for", 8_000),
    /** How many recipients. */
    RECIPIENTS("how many recipients; more than `to` has if that ends in `...`"),
    /** Octets. */
    SIZE("octets of the message"),
    /** The Message-ID field. */
    MESSAGE_ID("the Message-ID field of the message"),
    /** The code of our reply. */
    CODE("the code that the client was told"),
    /** The enhanced status code. */
    STATUS("the enhanced status code (RFC 3463)"),
    /** Why. */
    REASON("why, in a word of ours, or in words where the operator is to read them"),
    /** The mailbox. */
    MAILBOX("the mailbox"),
    /** The route. */
    ROUTE("the route of `relay.xml`"),
    /** The server that was asked. */
    SERVER("the name of the server that was asked"),
    /** Its address. */
    ADDRESS("its address and port"),
    /** Another server's words. */
    REPLY("what that server said, or what went wrong"),
    /** Since the message was accepted for sending. */
    DELAY("seconds since the message came into the outgoing queue"),
    /** How often it was tried. */
    ATTEMPTS("how often it was tried"),
    /** When it is tried again. */
    NEXT("when it is tried or looked at again, in UTC"),
    /** The key that was presented. */
    PRESENTED("the pin of the key that the server presented"),
    /** What a notice tells. */
    KIND("what the notice tells: `failed`, `delayed`, `relayed`"),
    /** The processor that a message was in. */
    PROCESSOR("the processor of `mailetcontainer.xml`"),
    /** Where it went. */
    TARGET("where it went: the processor, or the path of the repository"),
    /** The key within a repository. */
    KEY("its name in the repository"),
    /** What a command did. */
    ACTION("what the command did: `hold`, `release`, `retry`, `bounce`, `remove`, `resend`"),
    /** Whose command it was. */
    BY("the operating system's user whose command it was"),
    /** Messages taken in a session. */
    MESSAGES("how many messages were taken, or read"),
    /** Messages removed in a session. */
    REMOVED("how many messages were removed, by POP3"),
    /** Refusals in a session. */
    REFUSED("how many commands and messages were refused"),
    /** How a session ended. */
    ENDING("how the connection ended");

    /** Characters of a value as written, at most, where nothing else is said. */
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
