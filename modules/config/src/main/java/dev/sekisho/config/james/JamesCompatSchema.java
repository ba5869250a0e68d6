// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** James' own elements, by James' own names, that a listener may have. */
public final class JamesCompatSchema {
    /** When James announces AUTH. */
    enum Announce {
        ALWAYS,
        FORUNAUTHORIZEDADDRESSES,
        NEVER
    }

    public static final ElementSchema<Integer> CONNECTION_LIMIT = ElementSchema.of(
            "connectionLimit",
            ValueTypes.number(0, Integer.MAX_VALUE),
            "The same as max-connections.",
            "that of the policy");
    public static final ElementSchema<Integer> CONNECTION_LIMIT_PER_IP = ElementSchema.of(
            "connectionLimitPerIP",
            ValueTypes.number(0, Integer.MAX_VALUE),
            "The same as max-connections-per-address.",
            "that of the policy");
    public static final ElementSchema<Duration> CONNECTION_TIMEOUT = ElementSchema.of(
            "connectiontimeout", ValueTypes.seconds(1), "The same as idle-timeout, in seconds.", "that of the policy");
    public static final ElementSchema<Duration> IMAP_TIMEOUT = ElementSchema.of(
            "timeout",
            ValueTypes.seconds(1_800),
            "The same as idle-timeout, in seconds; at least half an hour (RFC 3501 5.4).",
            "that of the policy");
    public static final ElementSchema<Long> MAX_MESSAGE_SIZE = ElementSchema.of(
            "maxmessagesize",
            ValueTypes.size('K', 0, Long.MAX_VALUE),
            "The same as max-message-size; a bare number is in KiB.",
            "that of the policy");

    static final ElementSchema<Announce> ANNOUNCE = ElementSchema.of(
            "announce",
            caseless(Announce.class, "use always, forUnauthorizedAddresses or never"),
            "Whether AUTH is announced; the policy decides, and a difference is reported.",
            "");
    static final ElementSchema<Boolean> REQUIRE_TLS =
            judged("requireSSL", "Whether AUTH needs TLS: it always does, and false is reported.");
    static final ElementSchema<Boolean> PLAIN_AUTH = judged(
            "plainAuthEnabled", "Whether PLAIN is served: it is where users log in, and false is refused there.");
    static final ElementSchema<String> OIDC = ElementSchema.of(
                    "oidc", ValueTypes.ANY, "OpenID Connect is not served, which is reported.", "")
            .unchecked();
    public static final ElementSchema<String> AUTH =
            ElementSchema.holding("auth", "James' settings of AUTH.", List.of(ANNOUNCE, REQUIRE_TLS, PLAIN_AUTH, OIDC));
    public static final ElementSchema<String> OLD_AUTH = ElementSchema.of(
            "authRequired",
            ValueTypes.word(List.of("true", "announce", "false"), word -> word),
            "The older form of announce.",
            "");
    public static final ElementSchema<Boolean> PLAIN_DISALLOWED =
            judged("plainAuthDisallowed", "The older form of requireSSL.");
    public static final ElementSchema<String> AUTHORIZED = ElementSchema.of(
            "authorizedAddresses",
            ValueTypes.ANY,
            "Networks that James lets relay without AUTH: nobody does here, which is reported. See relay-network.",
            "");
    public static final ElementSchema<Boolean> VERIFY_IDENTITY =
            judged("verifyIdentity", "Whether senders must be the user's own; the policy decides, see sender.");
    public static final ElementSchema<Boolean> HELO =
            judged("heloEhloEnforcement", "Whether HELO or EHLO must come first: it must, and false is reported.");
    public static final ElementSchema<Boolean> BRACKETS = judged(
            "addressBracketsEnforcement", "Whether addresses need angle brackets: they do, and false is reported.");
    public static final ElementSchema<Boolean> PROXY =
            judged("proxyRequired", "Whether connections come through HAProxy's PROXY protocol: true is refused.");

    static final AttributeSchema<String> HANDLER_CLASS =
            AttributeSchema.required("class", ValueTypes.LINE, "The class of the handler or hook.");
    static final ElementSchema<String> HANDLER = ElementSchema.of(
                    "handler",
                    ValueTypes.ANY,
                    "A James handler or hook that joins the chain, with its settings inside.",
                    "")
            .having(HANDLER_CLASS)
            .unchecked()
            .repeated();
    static final AttributeSchema<String> CORE_PACKAGE = AttributeSchema.optional(
            "coreHandlersPackage",
            ValueTypes.LINE,
            "Replaces the core handlers in James; refused unless it is James' own.");
    static final AttributeSchema<String> JMX_PACKAGE =
            AttributeSchema.optional("jmxHandlersPackage", ValueTypes.LINE, "Has no meaning here.");
    static final AttributeSchema<Boolean> JMX =
            AttributeSchema.optional("enableJmx", ValueTypes.BOOLEAN, "Has no meaning here.");
    public static final ElementSchema<String> HANDLER_CHAIN = ElementSchema.of(
                    "handlerchain", ValueTypes.NOTHING, "James handlers and hooks that join the listener's chain.", "")
            .having(CORE_PACKAGE, JMX_PACKAGE, JMX)
            .with(List.of(HANDLER));

    /** What James runs its servers with, and Sekisho finds out for itself. */
    public static final List<ElementSchema<?>> THREADS = List.of(
            ElementSchema.noted("ioWorkerCount", "threads are counted by the machine's cores"),
            ElementSchema.noted("bossWorkerCount", "threads are counted by the machine's cores"),
            ElementSchema.noted("maxExecutorCount", "threads are counted by the machine's cores"),
            ElementSchema.noted("gracefulShutdown", "a stop always waits for messages in flight, for a bounded time"));

    /** James' IMAP settings, which James' IMAP reads from the listener as they are. */
    public static final List<ElementSchema<?>> IMAP = List.of(
            imap("enableIdle", ValueTypes.BOOLEAN, "Whether IDLE (RFC 2177) is served."),
            imap("idleTimeInterval", ValueTypes.number(1, Integer.MAX_VALUE), "How often IDLE says that it is alive."),
            imap(
                    "idleTimeIntervalUnit",
                    ValueTypes.word(List.of("SECONDS", "MINUTES", "HOURS"), word -> word),
                    "The unit of idleTimeInterval."),
            imap("compress", ValueTypes.BOOLEAN, "Whether COMPRESS=DEFLATE (RFC 4978) is served."),
            imap("maxLineLength", ValueTypes.number(1, 1 << 20), "Octets of a command line.", "64 KiB"),
            imap(
                    "inMemorySizeLimit",
                    ValueTypes.size('B', 1, Integer.MAX_VALUE),
                    "Octets of a literal kept in memory.",
                    "256 KiB"),
            imap(
                    "literalSizeLimit",
                    ValueTypes.size('B', 1, Integer.MAX_VALUE),
                    "Octets of a literal.",
                    "that of the policy"),
            imap("ignoreIDLEUponProcessing", ValueTypes.BOOLEAN, "Whether IDLE is silent while a command is served."),
            imap("disabledCaps", ValueTypes.ANY, "Capabilities that are not listed, separated by |."),
            imap("maxQueueSize", ValueTypes.number(0, Integer.MAX_VALUE), "Commands that may wait."),
            imap("concurrentRequests", ValueTypes.number(1, Integer.MAX_VALUE), "Commands served at once."),
            imap(
                    "provisionDefaultMailboxes",
                    ValueTypes.BOOLEAN,
                    "Whether the usual mailboxes are made at the first login."),
            imap(
                            "customProperties",
                            ValueType.of(
                                    text -> text.matches("[^=]+=.*") ? Optional.of(text) : Optional.empty(),
                                    "is not a property",
                                    "use name=value"),
                            "A setting of James' extensions.")
                    .repeated());

    private JamesCompatSchema() {}

    private static ElementSchema<Boolean> judged(String name, String meaning) {
        return ElementSchema.of(name, ValueTypes.BOOLEAN, meaning, "");
    }

    private static <T> ElementSchema<T> imap(String name, ValueType<T> type, String meaning) {
        return imap(name, type, meaning, "James' own");
    }

    private static <T> ElementSchema<T> imap(String name, ValueType<T> type, String meaning, String leftOut) {
        return ElementSchema.of(name, type, meaning, leftOut);
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
