// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Slips;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.Limits;
import dev.sekisho.policy.Pace;
import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.Rate;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderPattern;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What may stand in a {@code <policy>}. */
final class PolicyTable {
    static final PolicyProperty<TlsMode> TLS = property(
            "tls",
            Values.word(Arrays.asList(TlsMode.values()), TlsMode::text),
            "Whether TLS is not spoken, offered by STARTTLS, required by STARTTLS or STLS, or there from the first byte.",
            PortPolicy::tls);
    static final PolicyProperty<AuthMode> AUTH = property(
            "auth",
            Values.word(Arrays.asList(AuthMode.values()), AuthMode::text),
            "Whether users log in. Where they do, nothing of substance is served before.",
            PortPolicy::auth);
    static final PolicyProperty<RelayRule> RELAY = property(
            "relay",
            Values.word(Arrays.asList(RelayRule.values()), RelayRule::text),
            "Whose mail for other domains is sent onward.",
            PortPolicy::relay);
    static final PolicyProperty<SenderRule> SENDER = property(
            "sender",
            Values.word(Arrays.asList(SenderRule.values()), SenderRule::text),
            "Which addresses MAIL FROM may name: any, or those of the user who logged in.",
            PortPolicy::sender);
    static final Element<UnknownName> UNKNOWN_SNI = Element.of(
            "unknown-sni",
            Values.word(Arrays.asList(UnknownName.values()), name -> name == UnknownName.REFUSE ? "fail" : name.text()),
            "The former name of unknown-name; a warning is given.",
            "that of the policy");
    static final PolicyProperty<UnknownName> UNKNOWN_NAME = property(
                    "unknown-name",
                    Values.word(Arrays.asList(UnknownName.values()), UnknownName::text),
                    "What a TLS client gets that names a host which no identity has: the default certificate, or a refused"
                            + " handshake.",
                    PortPolicy::unknownName)
            .formerly(UNKNOWN_SNI);
    static final PolicyProperty<Boolean> LOOPBACK_ONLY = property(
            "loopback-only",
            Values.BOOLEAN,
            "True if every bind must be a loopback address. It cannot be taken from a policy that has it.",
            PortPolicy::loopbackOnly);

    static final PolicyProperty<Integer> CONNECTIONS = limit(
                    "max-connections", count(), "Open connections on the listener.", Limits::connections)
            .alsoWritten(List.of(StockTable.CONNECTION_LIMIT));
    static final PolicyProperty<Integer> CONNECTIONS_PER_ADDRESS = limit(
                    "max-connections-per-address",
                    count(),
                    "Open connections of one IPv4 address or one IPv6 /64.",
                    Limits::connectionsPerAddress)
            .alsoWritten(List.of(StockTable.CONNECTION_LIMIT_PER_IP));
    static final PolicyProperty<Duration> IDLE = limit(
                    "idle-timeout",
                    Values.TIME,
                    "How long a session may say nothing; in IMAP before its login, half an hour or longer after it (RFC 9051 5.4).",
                    Limits::idle)
            .alsoWritten(List.of(StockTable.IMAP_TIMEOUT, StockTable.CONNECTION_TIMEOUT));
    static final PolicyProperty<Duration> HANDSHAKE =
            limit("handshake-timeout", Values.TIME, "How long a TLS handshake may take.", Limits::handshake);
    static final PolicyProperty<Integer> RECIPIENTS =
            limit("max-recipients", count(), "Recipients of one message.", Limits::recipients);
    static final PolicyProperty<Long> MESSAGE_SIZE = limit(
                    "max-message-size",
                    Values.size('B', 1, Long.MAX_VALUE),
                    "Octets of one message.",
                    Limits::messageBytes)
            .alsoWritten(List.of(StockTable.MAX_MESSAGE_SIZE));
    static final PolicyProperty<Integer> FAILED_AUTHS = limit(
            "max-failed-auths",
            count(),
            "Bad logins of one connection, the last of which closes it.",
            Limits::failedAuths);
    static final PolicyProperty<Integer> FAILED_AUTHS_PER_ADDRESS = limit(
            "max-failed-auths-per-address",
            count(),
            "Bad logins of one address within the window, after which the address is not asked for logins.",
            Limits::failedAuthsPerAddress);
    static final PolicyProperty<Duration> FAILED_AUTH_WINDOW = limit(
            "failed-auth-window",
            Values.TIME,
            "The time within which bad logins of an address are counted.",
            Limits::failedAuthWindow);
    static final PolicyProperty<Duration> HOLD_OFF = limit(
            "hold-off",
            Values.TIME,
            "How long an address is not asked for logins then, on all listeners; who is logged in goes on.",
            Limits::holdOff);
    static final PolicyProperty<Duration> COMMAND_TIME = pace(
            "command-time",
            Values.TIME,
            "How long a command may take from its first octet to its last, without the message in it.",
            Pace::command);
    static final PolicyProperty<Duration> LOGIN_TIME = pace(
            "login-time",
            Values.TIME,
            "How long a session may last before its login or, where relay is pinned, before it shows a pinned key.",
            Pace::login);
    static final PolicyProperty<Duration> BETWEEN_MESSAGES = pace(
            "between-messages",
            Values.TIME,
            "How long a session may go on with commands and no message, where nobody logs in and no key is pinned.",
            Pace::betweenMessages);
    static final PolicyProperty<Long> MESSAGE_RATE = pace(
            "min-message-rate",
            Values.size('B', 1, Long.MAX_VALUE),
            "Octets of a message that have to come in each minute; so for the literal of APPEND.",
            Pace::octetsAMinute);
    static final PolicyProperty<Duration> MESSAGE_TIME = pace(
            "message-time",
            Values.TIME,
            "How long a message may take whatever its size; beyond that a second for each message-speed octets.",
            Pace::message);
    static final PolicyProperty<Long> MESSAGE_SPEED = pace(
            "message-speed",
            Values.size('B', 1, Long.MAX_VALUE),
            "Octets for which a message may take a second longer.",
            Pace::octetsASecond);
    static final PolicyProperty<Long> USERS_MESSAGE_SPEED = pace(
            "user-message-speed",
            Values.size('B', 1, Long.MAX_VALUE),
            "The same for who has logged in or shown a pinned key.",
            Pace::usersOctetsASecond);

    /** Every property, in the order of the reference. */
    static final List<PolicyProperty<?>> PROPERTIES = List.of(
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

    static final Attribute<String> PEER_NAME =
            Attribute.required("name", Values.LINE, "What you call the peer; it stands in Received and the log.");
    static final Attribute<Pin> PEER_PIN = Attribute.required(
            "pin",
            ValueType.of(
                            Pin::parse,
                            "is not a pin",
                            "use sha256/ and the base64 of 32 bytes, as the start and sekisho status print it")
                    .knowing(PinSlips::in),
            "The pin of the peer's key.");
    static final Attribute<PinState> PEER_STATE = Attribute.optional(
            "state",
            Values.word(Arrays.asList(PinState.values()), PinState::text),
            "Where the pin stands in its life; active where it is left out.");
    static final Attribute<LocalDate> PEER_UNTIL =
            Attribute.optional("until", Values.DAY, "The last day, in UTC, on which a retiring pin is accepted.");
    static final Attribute<List<SenderPattern>> PEER_SENDERS = Attribute.optional(
            "sender",
            ValueType.of(
                            text -> words(text, SenderPattern::parse),
                            "is not a list of senders",
                            "use user@example.org or @example.org, several with blanks between them")
                    .knowing(text ->
                            AddressSlips.inWords(text, SenderPattern::parse, AddressSlips::inAddressOrAtDomain)),
            "The senders it may name; any where it is left out. The null sender is always among them.");
    static final Attribute<List<String>> PEER_DOMAINS = Attribute.optional(
            "recipient-domain",
            ValueType.of(
                            text -> words(text, Values.DOMAIN.reading()),
                            "is not a list of domains",
                            "use example.org, several with blanks between them")
                    .knowing(text -> AddressSlips.inWords(text, Values.DOMAIN.reading(), Slips::inName)),
            "The domains it may send to; any where it is left out.");
    static final Attribute<Rate> PEER_RATE = Attribute.optional(
            "rate",
            ValueType.of(Rate::parse, "is not a rate", "use 10/m, 100/h or 5000/d"),
            "Messages it may begin by all its keys within a minute, hour or day, counted by each node; any number where it is left out.");
    static final Attribute<Long> PEER_SIZE = Attribute.optional(
            "max-size",
            Values.size('B', 1, Long.MAX_VALUE),
            "Octets of one message; those of the listener where it is left out.");
    static final Element<String> PEER = Element.of(
                    "peer",
                    Values.NOTHING,
                    "A peer whose mail is relayed, known by its key. Only where relay is pinned.",
                    "nobody may relay")
            .having(PEER_NAME, PEER_PIN, PEER_STATE, PEER_UNTIL, PEER_SENDERS, PEER_DOMAINS, PEER_RATE, PEER_SIZE)
            .repeated();
    static final Element<Network> RELAY_NETWORK = Element.of(
                    "relay-network",
                    ValueType.of(
                                    Network::parse,
                                    "is not a network that can stand here",
                                    "use an address or a network such as 192.0.2.0/24 or 2001:db8::/32, no wider than /8 or, for IPv6, /7")
                            .knowing(text -> Network.around(text)
                                    .map(network -> "write " + network + ", which is the whole network")),
                    "A network that may relay without AUTH. Only in the policy mx.",
                    "none")
            .repeated();
    static final Element<ListedRecipients.Entry> RECIPIENT = Element.of(
                    "recipient",
                    ValueType.of(
                                    ListedRecipients.Entry::parse,
                                    "is neither an address nor a domain",
                                    "use user@example.org, or @example.org for a whole domain")
                            .knowing(AddressSlips::inAddressOrAtDomain),
                    "An address or a domain that mail is sent on to. Only where relay is listed.",
                    "none")
            .repeated();

    private PolicyTable() {}

    /** The {@code <policy>} of listeners that speak a protocol. */
    static Element<PortPolicy> policy(Protocol protocol) {
        ValueType<PortPolicy> name = named(protocol);
        List<Element<?>> children = new ArrayList<>();
        PROPERTIES.forEach(property -> {
            children.add(property.element());
            children.addAll(property.former());
        });
        if (protocol == Protocol.SMTP) {
            children.addAll(List.of(PEER, RELAY_NETWORK, RECIPIENT));
        }
        return Element.of("policy", name, "What the listener demands.", "that of its port")
                .having(policyName(protocol))
                .with(children);
    }

    /** The attribute that names the policy where properties are overridden. */
    static Attribute<PortPolicy> policyName(Protocol protocol) {
        return Attribute.optional("name", named(protocol), "The built-in policy whose properties are overridden.");
    }

    private static ValueType<PortPolicy> named(Protocol protocol) {
        return Values.word(
                BuiltInPolicies.all().stream()
                        .filter(policy -> policy.protocol() == protocol)
                        .toList(),
                PortPolicy::name);
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<PortPolicy, T> ofPolicy) {
        return PolicyProperty.of(Element.of(name, type, meaning, "that of the policy"), ofPolicy);
    }

    private static <T> PolicyProperty<T> limit(
            String name, ValueType<T> type, String meaning, Function<Limits, T> ofLimits) {
        return property(name, type, meaning, policy -> ofLimits.apply(policy.limits()));
    }

    private static <T> PolicyProperty<T> pace(
            String name, ValueType<T> type, String meaning, Function<Pace, T> ofPace) {
        return limit(name, type, meaning, limits -> ofPace.apply(limits.pace()));
    }

    private static ValueType<Integer> count() {
        return Values.number(1, Integer.MAX_VALUE);
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
