// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** James' own elements, by James' own names, that a listener may have. */
final class StockTable {
    /** When James announces AUTH. */
    enum Announce {
        ALWAYS,
        FORUNAUTHORIZEDADDRESSES,
        NEVER
    }

    static final Element<Integer> CONNECTION_LIMIT = Element.of(
            "connectionLimit",
            Values.number(0, Integer.MAX_VALUE),
            "The same as max-connections.",
            "that of the policy");
    static final Element<Integer> CONNECTION_LIMIT_PER_IP = Element.of(
            "connectionLimitPerIP",
            Values.number(0, Integer.MAX_VALUE),
            "The same as max-connections-per-address.",
            "that of the policy");
    static final Element<Duration> CONNECTION_TIMEOUT = Element.of(
            "connectiontimeout", Values.seconds(1), "The same as idle-timeout, in seconds.", "that of the policy");
    static final Element<Duration> IMAP_TIMEOUT = Element.of(
            "timeout",
            Values.seconds(1_800),
            "The same as idle-timeout, in seconds; at least half an hour (RFC 3501 5.4).",
            "that of the policy");
    static final Element<Long> MAX_MESSAGE_SIZE = Element.of(
            "maxmessagesize",
            Values.size('K', 0, Long.MAX_VALUE),
            "The same as max-message-size; a bare number is in KiB.",
            "that of the policy");

    static final Element<Integer> BACKLOG = Element.of(
            "connectionBacklog", Values.number(1, 65_535), "Connections that may wait to be accepted.", "200");
    static final Attribute<Boolean> AUTODETECT = Attribute.optional(
            "autodetect", Values.BOOLEAN, "True if the host name is used, whatever the element says.");
    static final Element<String> HELLO_NAME = Element.of(
                    "helloName", Values.HOST, "The name the listener greets with.", "the host name of sekisho.xml")
            .having(AUTODETECT);
    static final Element<String> GREETING =
            Element.of("smtpGreeting", Values.LINE, "The text of the banner behind the name.", "Sekisho's own");

    static final Element<Announce> ANNOUNCE = Element.of(
            "announce",
            caseless(Announce.class, "use always, forUnauthorizedAddresses or never"),
            "Whether AUTH is announced; the policy decides, and a difference is reported.",
            "");
    static final Element<Boolean> REQUIRE_TLS =
            judged("requireSSL", "Whether AUTH needs TLS: it always does, and false is reported.");
    static final Element<Boolean> PLAIN_AUTH = judged(
            "plainAuthEnabled", "Whether PLAIN is served: it is where users log in, and false is refused there.");
    static final Element<String> OIDC = Element.of(
                    "oidc", Values.ANY, "OpenID Connect is not served, which is reported.", "")
            .unchecked();
    static final Element<String> AUTH =
            Element.holding("auth", "James' settings of AUTH.", List.of(ANNOUNCE, REQUIRE_TLS, PLAIN_AUTH, OIDC));
    static final Element<String> OLD_AUTH = Element.of(
            "authRequired",
            Values.word(List.of("true", "announce", "false"), word -> word),
            "The older form of announce.",
            "");
    static final Element<Boolean> PLAIN_DISALLOWED = judged("plainAuthDisallowed", "The older form of requireSSL.");
    static final Element<String> AUTHORIZED = Element.of(
            "authorizedAddresses",
            Values.ANY,
            "Networks that James lets relay without AUTH: nobody does here, which is reported. See relay-network.",
            "");
    static final Element<Boolean> VERIFY_IDENTITY =
            judged("verifyIdentity", "Whether senders must be the user's own; the policy decides, see sender.");
    static final Element<Boolean> HELO =
            judged("heloEhloEnforcement", "Whether HELO or EHLO must come first: it must, and false is reported.");
    static final Element<Boolean> BRACKETS = judged(
            "addressBracketsEnforcement", "Whether addresses need angle brackets: they do, and false is reported.");
    static final Element<Boolean> PROXY =
            judged("proxyRequired", "Whether connections come through HAProxy's PROXY protocol: true is refused.");

    static final Attribute<String> HANDLER_CLASS =
            Attribute.required("class", Values.LINE, "The class of the handler or hook.");
    static final Element<String> HANDLER = Element.of(
                    "handler",
                    Values.ANY,
                    "A James handler or hook that joins the chain, with its settings inside.",
                    "")
            .having(HANDLER_CLASS)
            .unchecked()
            .repeated();
    static final Attribute<String> CORE_PACKAGE = Attribute.optional(
            "coreHandlersPackage",
            Values.LINE,
            "Replaces the core handlers in James; refused unless it is James' own.");
    static final Attribute<String> JMX_PACKAGE =
            Attribute.optional("jmxHandlersPackage", Values.LINE, "Has no meaning here.");
    static final Attribute<Boolean> JMX = Attribute.optional("enableJmx", Values.BOOLEAN, "Has no meaning here.");
    static final Element<String> HANDLER_CHAIN = Element.of(
                    "handlerchain", Values.NOTHING, "James handlers and hooks that join the listener's chain.", "")
            .having(CORE_PACKAGE, JMX_PACKAGE, JMX)
            .with(List.of(HANDLER));

    /** What James runs its servers with, and Sekisho finds out for itself. */
    static final List<Element<?>> THREADS = List.of(
            Element.noted("ioWorkerCount", "threads are counted by the machine's cores"),
            Element.noted("bossWorkerCount", "threads are counted by the machine's cores"),
            Element.noted("maxExecutorCount", "threads are counted by the machine's cores"),
            Element.noted("gracefulShutdown", "a stop always waits for messages in flight, for a bounded time"));

    /** James' IMAP settings, which James' IMAP reads from the listener as they are. */
    static final List<Element<?>> IMAP = List.of(
            imap("enableIdle", Values.BOOLEAN, "Whether IDLE (RFC 2177) is served."),
            imap("idleTimeInterval", Values.number(1, Integer.MAX_VALUE), "How often IDLE says that it is alive."),
            imap(
                    "idleTimeIntervalUnit",
                    Values.word(List.of("SECONDS", "MINUTES", "HOURS"), word -> word),
                    "The unit of idleTimeInterval."),
            imap("compress", Values.BOOLEAN, "Whether COMPRESS=DEFLATE (RFC 4978) is served."),
            imap("maxLineLength", Values.number(1, 1 << 20), "Octets of a command line.", "64 KiB"),
            imap(
                    "inMemorySizeLimit",
                    Values.size('B', 1, Integer.MAX_VALUE),
                    "Octets of a literal kept in memory.",
                    "256 KiB"),
            imap(
                    "literalSizeLimit",
                    Values.size('B', 1, Integer.MAX_VALUE),
                    "Octets of a literal.",
                    "that of the policy"),
            imap("ignoreIDLEUponProcessing", Values.BOOLEAN, "Whether IDLE is silent while a command is served."),
            imap("disabledCaps", Values.ANY, "Capabilities that are not listed, separated by |."),
            imap("maxQueueSize", Values.number(0, Integer.MAX_VALUE), "Commands that may wait."),
            imap("concurrentRequests", Values.number(1, Integer.MAX_VALUE), "Commands served at once."),
            imap(
                    "provisionDefaultMailboxes",
                    Values.BOOLEAN,
                    "Whether the usual mailboxes are made at the first login."),
            imap(
                            "customProperties",
                            ValueType.of(
                                    text -> text.matches("[^=]+=.*") ? Optional.of(text) : Optional.empty(),
                                    "is not a property",
                                    "use name=value"),
                            "A setting of James' extensions.")
                    .repeated());

    private StockTable() {}

    private static Element<Boolean> judged(String name, String meaning) {
        return Element.of(name, Values.BOOLEAN, meaning, "");
    }

    private static <T> Element<T> imap(String name, ValueType<T> type, String meaning) {
        return imap(name, type, meaning, "James' own");
    }

    private static <T> Element<T> imap(String name, ValueType<T> type, String meaning, String leftOut) {
        return Element.of(name, type, meaning, leftOut);
    }

    private static <E extends Enum<E>> ValueType<E> caseless(Class<E> type, String wanted) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return ValueType.of(
                text -> constants.stream()
                        .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst(),
                "is unknown",
                wanted);
    }
}
