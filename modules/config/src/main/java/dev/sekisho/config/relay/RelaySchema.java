// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.environment.PasswordSchema;
import dev.sekisho.config.pin.PinHints;
import dev.sekisho.config.schema.AddressHints;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.route.AddressPattern;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The schema of {@code relay.xml}. */
public final class RelaySchema {
    public static final String FILE = "relay.xml";

    private static final ValueType<AddressPattern> PATTERN = ValueType.of(
                    AddressPattern::parse,
                    "is neither an address nor a domain",
                    "use user@example.org, example.org, or *.example.org for the domains below it")
            .withHint(AddressHints::inPattern);

    /** A host and a port. */
    public record Endpoint(String host, int port) {}

    static final AttributeSchema<String> NAME = AttributeSchema.required(
            "name", ValueTypes.LINE, "The name of the route in logs and in the queue's listing.");
    static final ElementSchema<AddressPattern> SENDER = ElementSchema.of(
                    "sender",
                    PATTERN,
                    "The senders whose mail uses the route: an address, a domain, or *. and a domain.",
                    "everybody's")
            .repeated();
    static final ElementSchema<AddressPattern> RECIPIENT = ElementSchema.of(
                    "recipient",
                    PATTERN,
                    "The recipients whose mail uses the route: an address, a domain, or *. and a domain.",
                    "all")
            .repeated();
    public static final ElementSchema<Endpoint> SMARTHOST = ElementSchema.of(
            "smarthost",
            ValueType.of(
                            RelaySchema::endpoint,
                            "is not a host and a port",
                            "use a name and a port from 1 to 65535, such as smtp.example.org:587")
                    .withHint(RelaySchema::endpointHint),
            "The server that gets all mail of the route.",
            "the MX of each recipient's domain");
    static final ElementSchema<NextHop.Tls> TLS = ElementSchema.of(
            "tls",
            ValueTypes.word(NextHop.Tls.class),
            "How TLS begins at the smarthost: STARTTLS or implicit.",
            "implicit at port 465, else starttls");
    static final ElementSchema<RouteDemand> DEMAND = ElementSchema.of(
            "demand",
            new ValueType<>(
                    RouteDemand::parse,
                    RouteDemand::text,
                    "is unknown",
                    "use pinned, verified, required or opportunistic",
                    false),
            "The TLS that the route requires: pinned (the server's key is pinned), verified (certificate and name), required (any certificate), opportunistic (TLS if it is offered). A demand that is not met holds the mail.",
            "verified at a smarthost, opportunistic at an MX");
    static final ElementSchema<String> USER =
            ElementSchema.of("user", ValueTypes.LINE, "The user name for the login at the smarthost.", "no login");
    static final ElementSchema<String> PASSWORD = ElementSchema.of(
                    "password", ValueTypes.ANY.asSecret(), "The password for the login.", "no login")
            .having(PasswordSchema.PASSWORD_FILE, PasswordSchema.PASSWORD_VARIABLE, PasswordSchema.PASSWORD_LITERAL);
    static final ElementSchema<AuthMechanism> MECHANISM = ElementSchema.of(
                    "mechanism",
                    ValueTypes.word(List.of(AuthMechanism.values()), AuthMechanism::word),
                    "A SASL mechanism for the login. The first one that the server offers is used.",
                    "SCRAM-SHA-256, PLAIN, LOGIN, CRAM-MD5")
            .repeated();
    static final ElementSchema<String> PEER = ElementSchema.of(
            "peer",
            ValueTypes.LINE,
            "The name of a peer in 'sekisho pin list' whose pins are also accepted. Only if the demand is pinned.",
            "only the pins of the server's host name");
    static final AttributeSchema<PinState> PIN_STATE = AttributeSchema.optional(
            "state",
            new ValueType<>(
                    PinState::parse, PinState::text, "is unknown", "use next, active, retiring or revoked", false),
            "The state of the pin. The default is active.");
    static final AttributeSchema<LocalDate> PIN_UNTIL = AttributeSchema.optional(
            "until", ValueTypes.DAY, "The last day (UTC) on which a retiring pin is accepted.");
    static final ElementSchema<Pin> PIN = ElementSchema.of(
                    "pin",
                    ValueType.of(Pin::parse, "is not a pin", "use sha256/ and the base64 of 32 bytes")
                            .withHint(PinHints::in),
                    "A key of the smarthost, in addition to those of 'sekisho pin add'. Only if the demand is pinned.",
                    "")
            .having(PIN_STATE, PIN_UNTIL)
            .repeated();
    public static final ElementSchema<String> ROUTE = ElementSchema.holding(
                    "route",
                    "A route for outgoing mail. The first route that matches a recipient is used. The last must match all, and each must match something that earlier routes do not.",
                    List.of(SENDER, RECIPIENT, SMARTHOST, TLS, DEMAND, USER, PASSWORD, MECHANISM, PEER, PIN))
            .having(NAME)
            .repeated();
    static final ElementSchema<Duration> RETRY = ElementSchema.of(
                    "retry",
                    ValueTypes.TIME,
                    "The delay after the first, second, ... attempt that failed temporarily. The last value is used from then on.",
                    "5m, 10m, 20m, 40m, 1h")
            .repeated();
    static final ElementSchema<Duration> LIFETIME = ElementSchema.of(
            "lifetime", ValueTypes.TIME, "The time after which a message is returned to its sender.", "5d");
    static final ElementSchema<Duration> WARN_AFTER = ElementSchema.of(
            "warn-after",
            ValueTypes.TIME,
            "The time after which the sender gets a delay notice. A value equal to the lifetime disables it.",
            "4h");
    static final ElementSchema<Duration> RECHECK =
            ElementSchema.of("recheck", ValueTypes.TIME, "How often a server is tried again for held mail.", "1h");
    static final ElementSchema<Integer> CONNECTIONS = ElementSchema.of(
            "connections", ValueTypes.number(1, 1_000), "Maximum number of connections to one destination.", "10");
    static final ElementSchema<Integer> MESSAGES = ElementSchema.of(
            "messages", ValueTypes.number(1, 100_000), "Maximum number of messages over one connection.", "100");
    public static final ElementSchema<String> ROOT = ElementSchema.holding(
            "relay",
            "Routes for outgoing mail. Without a route, mail goes to the MX of the recipient's domain, with TLS if it is offered.",
            List.of(ROUTE, RETRY, LIFETIME, WARN_AFTER, RECHECK, CONNECTIONS, MESSAGES));

    private RelaySchema() {}

    private static Optional<String> endpointHint(String text) {
        if (text.matches("\\[.*:.*](:[0-9]+)?|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*")) {
            return Optional.of("name it by its host name or its IPv4 address, and a port");
        }
        if (text.matches("\\[.*](:[0-9]+)?")) {
            return Optional.of("write it without brackets: no MX is asked for a smarthost");
        }
        return Hints.inName(text.replaceFirst(":[0-9]+$", ""));
    }

    private static Optional<Endpoint> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return port > 65_535
                ? Optional.empty()
                : ValueTypes.SERVER.reading().apply(text.substring(0, colon)).map(host -> new Endpoint(host, port));
    }
}
