// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.pin.PinHints;
import dev.sekisho.config.schema.AddressHints;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What may stand in a {@code <policy>}. */
public final class PolicySchema {
    static final PolicyProperty<TlsMode> TLS = property(
            "tls",
            ValueTypes.word(Arrays.asList(TlsMode.values()), TlsMode::text),
            "Whether TLS is unavailable, offered by STARTTLS, required by STARTTLS or STLS, or implicit.",
            PortPolicy::tls);
    static final PolicyProperty<AuthMode> AUTH = property(
            "auth",
            ValueTypes.word(Arrays.asList(AuthMode.values()), AuthMode::text),
            "Whether users must log in. If so, only commands without effect are allowed before the login.",
            PortPolicy::auth);
    static final PolicyProperty<RelayRule> RELAY = property(
            "relay",
            ValueTypes.word(Arrays.asList(RelayRule.values()), RelayRule::text),
            "Who may send mail to other domains.",
            PortPolicy::relay);
    static final PolicyProperty<SenderRule> SENDER = property(
            "sender",
            ValueTypes.word(Arrays.asList(SenderRule.values()), SenderRule::text),
            "Which addresses MAIL FROM may name: any, or only those of the logged-in user.",
            PortPolicy::sender);
    static final ElementSchema<UnknownName> UNKNOWN_SNI = ElementSchema.of(
            "unknown-sni",
            ValueTypes.word(
                    Arrays.asList(UnknownName.values()), name -> name == UnknownName.REFUSE ? "fail" : name.text()),
            "The former name of unknown-name. It gives a warning.",
            "that of the policy");
    static final PolicyProperty<UnknownName> UNKNOWN_NAME = property(
                    "unknown-name",
                    ValueTypes.word(Arrays.asList(UnknownName.values()), UnknownName::text),
                    "What a TLS client gets that asks for a name which no identity has: the default certificate, or a refused"
                            + " handshake.",
                    PortPolicy::unknownName)
            .formerly(UNKNOWN_SNI);
    static final PolicyProperty<Boolean> LOOPBACK_ONLY = property(
            "loopback-only",
            ValueTypes.BOOLEAN,
            "True to allow only loopback addresses in bind. A policy that has it cannot lose it.",
            PortPolicy::loopbackOnly);

    static final PolicyProperty<Integer> CONNECTIONS = limit(
                    "max-connections",
                    count(),
                    "Maximum number of open connections on the listener.",
                    PortLimits::connections)
            .alsoWritten(List.of(JamesCompatSchema.CONNECTION_LIMIT));
    static final PolicyProperty<Integer> CONNECTIONS_PER_ADDRESS = limit(
                    "max-connections-per-address",
                    count(),
                    "Maximum number of open connections from one IPv4 address or one IPv6 /64.",
                    PortLimits::connectionsPerAddress)
            .alsoWritten(List.of(JamesCompatSchema.CONNECTION_LIMIT_PER_IP));
    static final PolicyProperty<Duration> IDLE = limit(
                    "idle-timeout",
                    ValueTypes.TIME,
                    "How long a session may be idle. In IMAP, this applies before the login; after it, at least half an hour (RFC 9051 5.4).",
                    PortLimits::idle)
            .alsoWritten(List.of(JamesCompatSchema.IMAP_TIMEOUT, JamesCompatSchema.CONNECTION_TIMEOUT));
    static final PolicyProperty<Duration> HANDSHAKE =
            limit("handshake-timeout", ValueTypes.TIME, "Maximum time of a TLS handshake.", PortLimits::handshake);
    static final PolicyProperty<Integer> RECIPIENTS =
            limit("max-recipients", count(), "Maximum number of recipients of one message.", PortLimits::recipients);
    static final PolicyProperty<Long> MESSAGE_SIZE = limit(
                    "max-message-size",
                    ValueTypes.size('B', 1, Long.MAX_VALUE),
                    "Maximum size of one message.",
                    PortLimits::messageBytes)
            .alsoWritten(List.of(JamesCompatSchema.MAX_MESSAGE_SIZE));
    static final PolicyProperty<Integer> FAILED_AUTHS = limit(
            "max-failed-auths",
            count(),
            "Number of bad logins after which a connection is closed.",
            PortLimits::failedAuths);
    static final PolicyProperty<Integer> FAILED_AUTHS_PER_ADDRESS = limit(
            "max-failed-auths-per-address",
            count(),
            "Number of bad logins from one address within the window after which the address is held off.",
            PortLimits::failedAuthsPerAddress);
    static final PolicyProperty<Duration> FAILED_AUTH_WINDOW = limit(
            "failed-auth-window",
            ValueTypes.TIME,
            "The time within which the bad logins of an address are counted.",
            PortLimits::failedAuthWindow);
    static final PolicyProperty<Duration> HOLD_OFF = limit(
            "hold-off",
            ValueTypes.TIME,
            "How long an address is held off: it may not log in on any listener. Existing sessions continue.",
            PortLimits::holdOff);
    static final PolicyProperty<Duration> COMMAND_TIME = pace(
            "command-time",
            ValueTypes.TIME,
            "Maximum time from the first octet of a command to its last, without the message in it.",
            SlowClientLimits::command);
    static final PolicyProperty<Duration> LOGIN_TIME = pace(
            "login-time",
            ValueTypes.TIME,
            "Maximum time from the connection to the login or, if relay is pinned, to a pinned key.",
            SlowClientLimits::login);
    static final PolicyProperty<Duration> BETWEEN_MESSAGES = pace(
            "between-messages",
            ValueTypes.TIME,
            "Maximum time between messages, on ports without a login and without a pinned key.",
            SlowClientLimits::betweenMessages);
    static final PolicyProperty<Long> MESSAGE_RATE = pace(
            "min-message-rate",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Minimum number of octets of a message in each minute. It also applies to the literal of APPEND.",
            SlowClientLimits::octetsAMinute);
    static final PolicyProperty<Duration> MESSAGE_TIME = pace(
            "message-time",
            ValueTypes.TIME,
            "Maximum time of a message, plus one second for each message-speed octets.",
            SlowClientLimits::message);
    static final PolicyProperty<Long> MESSAGE_SPEED = pace(
            "message-speed",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Number of octets for which a message may take one second longer.",
            SlowClientLimits::octetsASecond);
    static final PolicyProperty<Long> USERS_MESSAGE_SPEED = pace(
            "user-message-speed",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "The same for logged-in users and pinned peers.",
            SlowClientLimits::usersOctetsASecond);

    /** Every property, in the order of the reference. */
    public static final List<PolicyProperty<?>> PROPERTIES = List.of(
            TLS,
            AUTH,
            RELAY,
            SENDER,
            UNKNOWN_NAME,
            LOOPBACK_ONLY,
            CONNECTIONS,
            CONNECTIONS_PER_ADDRESS,
            IDLE,
            HANDSHAKE,
            RECIPIENTS,
            MESSAGE_SIZE,
            FAILED_AUTHS,
            FAILED_AUTHS_PER_ADDRESS,
            FAILED_AUTH_WINDOW,
            HOLD_OFF,
            COMMAND_TIME,
            LOGIN_TIME,
            BETWEEN_MESSAGES,
            MESSAGE_RATE,
            MESSAGE_TIME,
            MESSAGE_SPEED,
            USERS_MESSAGE_SPEED);

    static final AttributeSchema<String> PEER_NAME = AttributeSchema.required(
            "name", ValueTypes.LINE, "Your name for the peer. It appears in Received and in the log.");
    static final AttributeSchema<Pin> PEER_PIN = AttributeSchema.required(
            "pin",
            ValueType.of(
                            Pin::parse,
                            "is not a pin",
                            "use sha256/ and the base64 of 32 bytes, as the start and sekisho status print it")
                    .knowing(PinHints::in),
            "The pin of the peer's key.");
    static final AttributeSchema<PinState> PEER_STATE = AttributeSchema.optional(
            "state",
            ValueTypes.word(Arrays.asList(PinState.values()), PinState::text),
            "The state of the pin. The default is active.");
    static final AttributeSchema<LocalDate> PEER_UNTIL = AttributeSchema.optional(
            "until", ValueTypes.DAY, "The last day (UTC) on which a retiring pin is accepted.");
    static final AttributeSchema<List<SenderPattern>> PEER_SENDERS = AttributeSchema.optional(
            "sender",
            ValueType.of(
                            text -> words(text, SenderPattern::parse),
                            "is not a list of senders",
                            "use user@example.org or @example.org, several with blanks between them")
                    .knowing(text ->
                            AddressHints.inWords(text, SenderPattern::parse, AddressHints::inAddressOrAtDomain)),
            "The senders that the peer may use. The default is any. The null sender is always allowed.");
    static final AttributeSchema<List<String>> PEER_DOMAINS = AttributeSchema.optional(
            "recipient-domain",
            ValueType.of(
                            text -> words(text, ValueTypes.DOMAIN.reading()),
                            "is not a list of domains",
                            "use example.org, several with blanks between them")
                    .knowing(text -> AddressHints.inWords(text, ValueTypes.DOMAIN.reading(), Hints::inName)),
            "The domains that the peer may send to. The default is any.");
    static final AttributeSchema<MessageRate> PEER_RATE = AttributeSchema.optional(
            "rate",
            ValueType.of(MessageRate::parse, "is not a rate", "use 10/m, 100/h or 5000/d"),
            "Maximum number of messages within a minute, hour or day, with all keys of the peer together, counted by each node. There is no limit by default.");
    static final AttributeSchema<Long> PEER_SIZE = AttributeSchema.optional(
            "max-size",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Maximum size of one message. The default is that of the listener.");
    public static final ElementSchema<String> PEER = ElementSchema.of(
                    "peer",
                    ValueTypes.NOTHING,
                    "A peer that may relay, known by its key. Only if relay is pinned.",
                    "nobody may relay")
            .having(PEER_NAME, PEER_PIN, PEER_STATE, PEER_UNTIL, PEER_SENDERS, PEER_DOMAINS, PEER_RATE, PEER_SIZE)
            .repeated();
    public static final ElementSchema<CidrNetwork> RELAY_NETWORK = ElementSchema.of(
                    "relay-network",
                    ValueType.of(
                                    CidrNetwork::parse,
                                    "is not a network that is allowed here",
                                    "use an address or a network such as 192.0.2.0/24 or 2001:db8::/32, no wider than /8 or, for IPv6, /7")
                            .knowing(text -> CidrNetwork.around(text)
                                    .map(network -> "write " + network + ", which is the whole network")),
                    "A network that may relay without AUTH. Only in the policy mx.",
                    "none")
            .repeated();
    public static final ElementSchema<ListedRecipients.Entry> RECIPIENT = ElementSchema.of(
                    "recipient",
                    ValueType.of(
                                    ListedRecipients.Entry::parse,
                                    "is neither an address nor a domain",
                                    "use user@example.org, or @example.org for a whole domain")
                            .knowing(AddressHints::inAddressOrAtDomain),
                    "An address or a domain that mail is sent on to. Only where relay is listed.",
                    "none")
            .repeated();

    private PolicySchema() {}

    /** The {@code <policy>} of listeners that speak a protocol. */
    static ElementSchema<PortPolicy> policy(Protocol protocol) {
        ValueType<PortPolicy> name = named(protocol);
        List<ElementSchema<?>> children = new ArrayList<>();
        PROPERTIES.forEach(property -> {
            children.add(property.element());
            children.addAll(property.former());
        });
        if (protocol == Protocol.SMTP) {
            children.addAll(List.of(PEER, RELAY_NETWORK, RECIPIENT));
        }
        return ElementSchema.of("policy", name, "What the listener demands.", "that of its port")
                .having(policyName(protocol))
                .with(children);
    }

    /** The attribute that names the policy where properties are overridden. */
    public static AttributeSchema<PortPolicy> policyName(Protocol protocol) {
        return AttributeSchema.optional(
                "name", named(protocol), "The built-in policy whose properties are overridden.");
    }

    private static ValueType<PortPolicy> named(Protocol protocol) {
        return ValueTypes.word(
                BuiltInPolicies.all().stream()
                        .filter(policy -> policy.protocol() == protocol)
                        .toList(),
                PortPolicy::name);
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<PortPolicy, T> ofPolicy) {
        return PolicyProperty.of(ElementSchema.of(name, type, meaning, "that of the policy"), ofPolicy);
    }

    private static <T> PolicyProperty<T> limit(
            String name, ValueType<T> type, String meaning, Function<PortLimits, T> ofLimits) {
        return property(name, type, meaning, policy -> ofLimits.apply(policy.limits()));
    }

    private static <T> PolicyProperty<T> pace(
            String name, ValueType<T> type, String meaning, Function<SlowClientLimits, T> ofPace) {
        return limit(name, type, meaning, limits -> ofPace.apply(limits.pace()));
    }

    private static ValueType<Integer> count() {
        return ValueTypes.number(1, Integer.MAX_VALUE);
    }

    /** All words of a text; empty if one cannot be read, or there is none. */
    private static <T> Optional<List<T>> words(String text, Function<String, Optional<T>> reading) {
        List<T> read = Arrays.stream(text.strip().split("\\s+"))
                .map(reading)
                .flatMap(Optional::stream)
                .toList();
        return read.size() == text.strip().split("\\s+").length ? Optional.of(read) : Optional.empty();
    }
}
