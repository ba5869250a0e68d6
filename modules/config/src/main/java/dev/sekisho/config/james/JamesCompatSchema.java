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
            "The same as idle-timeout, in seconds. At least half an hour (RFC 3501 5.4).",
            "that of the policy");
    public static final ElementSchema<Long> MAX_MESSAGE_SIZE = ElementSchema.of(
            "maxmessagesize",
            ValueTypes.size('K', 0, Long.MAX_VALUE),
            "The same as max-message-size. A number without a unit is in KiB.",
            "that of the policy");

    static final ElementSchema<Announce> ANNOUNCE = ElementSchema.of(
            "announce",
            caseless(Announce.class, "use always, forUnauthorizedAddresses or never"),
            "Whether AUTH is announced. The policy decides, and a difference is reported.",
            "");
    static final ElementSchema<Boolean> REQUIRE_TLS =
            checked("requireSSL", "Whether AUTH needs TLS. It always does; false is reported.");
    static final ElementSchema<Boolean> PLAIN_AUTH = checked(
            "plainAuthEnabled", "Whether PLAIN is available. It is on ports with a login, where false is refused.");
    static final ElementSchema<String> OIDC = ElementSchema.of(
                    "oidc", ValueTypes.ANY, "OpenID Connect, which is not available. It is reported.", "")
            .unchecked();
    public static final ElementSchema<String> AUTH =
            ElementSchema.holding("auth", "James' settings of AUTH.", List.of(ANNOUNCE, REQUIRE_TLS, PLAIN_AUTH, OIDC));
    public static final ElementSchema<String> OLD_AUTH = ElementSchema.of(
            "authRequired",
            ValueTypes.word(List.of("true", "announce", "false"), word -> word),
            "The older form of announce.",
            "");
    public static final ElementSchema<Boolean> PLAIN_DISALLOWED =
            checked("plainAuthDisallowed", "The older form of requireSSL.");
    public static final ElementSchema<String> AUTHORIZED = ElementSchema.of(
            "authorizedAddresses",
            ValueTypes.ANY,
            "Networks that may relay without AUTH in James. Not honoured here, and reported. See relay-network.",
            "");
    public static final ElementSchema<Boolean> VERIFY_IDENTITY =
            checked("verifyIdentity", "Whether senders must be the user's own. The policy decides; see sender.");
    public static final ElementSchema<Boolean> HELO =
            checked("heloEhloEnforcement", "Whether HELO or EHLO must come first. It must; false is reported.");
    public static final ElementSchema<Boolean> BRACKETS =
            checked("addressBracketsEnforcement", "Whether addresses need angle brackets. They do; false is reported.");
    public static final ElementSchema<Boolean> PROXY = checked(
            "proxyRequired",
            "Whether connections use HAProxy's PROXY protocol. True is refused unless the policy lists a proxy-network.");

    static final AttributeSchema<String> HANDLER_CLASS =
            AttributeSchema.required("class", ValueTypes.LINE, "The class of the handler or hook.");
    static final ElementSchema<String> HANDLER = ElementSchema.of(
                    "handler", ValueTypes.ANY, "A James handler or hook, with its settings inside.", "")
            .having(HANDLER_CLASS)
            .unchecked()
            .repeated();
    static final AttributeSchema<String> CORE_PACKAGE = AttributeSchema.optional(
            "coreHandlersPackage",
            ValueTypes.LINE,
            "Replaces the core handlers in James. Refused unless it is James' own.");
    static final AttributeSchema<String> JMX_PACKAGE =
            AttributeSchema.optional("jmxHandlersPackage", ValueTypes.LINE, "Has no meaning here.");
    static final AttributeSchema<Boolean> JMX =
            AttributeSchema.optional("enableJmx", ValueTypes.BOOLEAN, "Has no meaning here.");
    public static final ElementSchema<String> HANDLER_CHAIN = ElementSchema.of(
                    "handlerchain", ValueTypes.NOTHING, "James handlers and hooks for the listener.", "")
            .having(CORE_PACKAGE, JMX_PACKAGE, JMX)
            .with(List.of(HANDLER));

    /** What James runs its servers with, and Sekisho finds out for itself. */
    public static final List<ElementSchema<?>> THREADS = List.of(
            ElementSchema.noted("ioWorkerCount", "the number of threads depends on the cores"),
            ElementSchema.noted("bossWorkerCount", "the number of threads depends on the cores"),
            ElementSchema.noted("maxExecutorCount", "the number of threads depends on the cores"),
            ElementSchema.noted("gracefulShutdown", "a stop always waits for a limited time for open messages"));

    /** Beside the listeners, as James has it. */
    public static final ElementSchema<String> IMAP_PACKAGES = ElementSchema.of(
                    "imapPackages",
                    ValueType.<String>of(
                            text -> Optional.empty(),
                            "names IMAP commands that the policy knows nothing of",
                            "remove the element; IMAP has only the server's own commands"),
                    "Refused: James' packages of IMAP commands can bring a login of their own (docs/extending.md).",
                    "")
            .repeated();

    /** James' IMAP settings, which the engine reads from the listener as they are. */
    public static final List<ElementSchema<?>> IMAP = List.of(
            imap("compress", ValueTypes.BOOLEAN, "Whether COMPRESS=DEFLATE (RFC 4978) is served.", "true"),
            imap("maxLineLength", ValueTypes.number(1, 1 << 20), "Maximum length of a command line.", "64 KiB"),
            imap(
                    "literalSizeLimit",
                    ValueTypes.size('B', 1, Integer.MAX_VALUE),
                    "Maximum size of a literal.",
                    "that of the policy"),
            imap("disabledCaps", ValueTypes.ANY, "Capabilities that are not listed, separated by |.", ""),
            imap(
                    "maxQueueSize",
                    ValueTypes.number(0, Integer.MAX_VALUE),
                    "Maximum number of waiting commands.",
                    "4096"),
            imap(
                    "concurrentRequests",
                    ValueTypes.number(1, Integer.MAX_VALUE),
                    "Maximum number of commands processed at once.",
                    "128"),
            ElementSchema.noted("inMemorySizeLimit", "a message goes to the store as it comes"),
            ElementSchema.noted("enableIdle", "IDLE is always served"),
            ElementSchema.noted("idleTimeInterval", "a keep-alive is sent every two minutes"),
            ElementSchema.noted("idleTimeIntervalUnit", "a keep-alive is sent every two minutes"),
            ElementSchema.noted("ignoreIDLEUponProcessing", "IDLE sends nothing while a command is carried out"),
            ElementSchema.noted("provisionDefaultMailboxes", "an account has its mailboxes as soon as it is made"),
            ElementSchema.noted("customProperties", "it was for extensions of James' IMAP")
                    .repeated());

    private JamesCompatSchema() {}

    private static ElementSchema<Boolean> checked(String name, String meaning) {
        return ElementSchema.of(name, ValueTypes.BOOLEAN, meaning, "");
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
