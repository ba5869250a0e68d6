// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Slips;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.route.AddressPattern;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What may stand in {@code relay.xml}. */
final class RelayTable {
    static final String FILE = "relay.xml";

    private static final ValueType<AddressPattern> PATTERN = ValueType.of(
                    AddressPattern::parse,
                    "is neither an address nor a domain",
                    "use user@example.org, example.org, or *.example.org for the domains below it")
            .knowing(AddressSlips::inPattern);

    /** A host and a port. */
    record Endpoint(String host, int port) {}

    static final Attribute<String> NAME =
            Attribute.required("name", Values.LINE, "What logs and the queue's listing call the route.");
    static final Element<AddressPattern> SENDER = Element.of(
                    "sender",
                    PATTERN,
                    "Whose mail goes this way: an address, a domain, or *. and a domain.",
                    "everybody's")
            .repeated();
    static final Element<AddressPattern> RECIPIENT = Element.of(
                    "recipient",
                    PATTERN,
                    "Which recipients go this way: an address, a domain, or *. and a domain.",
                    "all")
            .repeated();
    static final Element<Endpoint> SMARTHOST = Element.of(
            "smarthost",
            ValueType.of(
                            RelayTable::endpoint,
                            "is not a host and a port",
                            "use a name and a port from 1 to 65535, such as smtp.example.org:587")
                    .knowing(RelayTable::slipInEndpoint),
            "The one server that takes what goes this way.",
            "the MX of each recipient's domain");
    static final Element<NextHop.Tls> TLS = Element.of(
            "tls",
            Values.word(NextHop.Tls.class),
            "How TLS begins at the smarthost: by STARTTLS, or from the first byte.",
            "implicit at port 465, else starttls");
    static final Element<RouteDemand> DEMAND = Element.of(
            "demand",
            new ValueType<>(
                    RouteDemand::parse,
                    RouteDemand::text,
                    "is unknown",
                    "use pinned, verified, required or opportunistic; dane and mta-sts come later",
                    false),
            "What TLS is insisted on: pinned (the server's key is pinned), verified (certificate and name), required (any certificate),"
                    + " opportunistic (TLS where it is offered). What is not met holds the mail.",
            "verified at a smarthost, opportunistic at an MX");
    static final Element<String> USER =
            Element.of("user", Values.LINE, "The name to log in with at the smarthost.", "nobody logs in");
    static final Element<String> PASSWORD = Element.of(
                    "password", Values.ANY.asSecret(), "What to log in with.", "nobody logs in")
            .having(TlsTable.PASSWORD_FILE, TlsTable.PASSWORD_VARIABLE, TlsTable.PASSWORD_LITERAL);
    static final Element<AuthMechanism> MECHANISM = Element.of(
                    "mechanism",
                    Values.word(List.of(AuthMechanism.values()), AuthMechanism::word),
                    "A way to log in that may be used; the first that the server offers is.",
                    "SCRAM-SHA-256, PLAIN, LOGIN, CRAM-MD5")
            .repeated();
    static final Element<String> PEER = Element.of(
            "peer",
            Values.LINE,
            "A peer whose pins count too, by its name in 'sekisho pin list'. Only where the demand is pinned.",
            "the pins of the server's host name count alone");
    static final Attribute<PinState> PIN_STATE = Attribute.optional(
            "state",
            new ValueType<>(
                    PinState::parse, PinState::text, "is unknown", "use next, active, retiring or revoked", false),
            "Where the pin stands in its life; active where it is left out.");
    static final Attribute<LocalDate> PIN_UNTIL =
            Attribute.optional("until", Values.DAY, "The last day, in UTC, on which a retiring pin is accepted.");
    static final Element<Pin> PIN = Element.of(
                    "pin",
                    ValueType.of(Pin::parse, "is not a pin", "use sha256/ and the base64 of 32 bytes")
                            .knowing(PinSlips::in),
                    "A key of the smarthost, beside those that 'sekisho pin add' has entered. Only where the demand is pinned.",
                    "")
            .having(PIN_STATE, PIN_UNTIL)
            .repeated();
    static final Element<String> ROUTE = Element.holding(
                    "route",
                    "A way that mail leaves by. The first that takes a recipient is taken; the last must take all, and none may be left with nothing by those before it.",
                    List.of(SENDER, RECIPIENT, SMARTHOST, TLS, DEMAND, USER, PASSWORD, MECHANISM, PEER, PIN))
            .having(NAME)
            .repeated();
    static final Element<Duration> RETRY = Element.of(
                    "retry",
                    Values.TIME,
                    "The time after the first, second, ... attempt that failed in passing; the last one holds from then on.",
                    "5m, 10m, 20m, 40m, 1h")
            .repeated();
    static final Element<Duration> LIFETIME =
            Element.of("lifetime", Values.TIME, "After this a message goes back to its sender.", "5d");
    static final Element<Duration> WARN_AFTER = Element.of(
            "warn-after",
            Values.TIME,
            "After this the sender is told that the message is delayed; never where it is as long as the lifetime.",
            "4h");
    static final Element<Duration> RECHECK =
            Element.of("recheck", Values.TIME, "How often a server is looked at again for which mail is held.", "1h");
    static final Element<Integer> CONNECTIONS =
            Element.of("connections", Values.number(1, 1_000), "Connections to one destination at once.", "10");
    static final Element<Integer> MESSAGES = Element.of(
            "messages", Values.number(1, 100_000), "Messages over one connection before it is closed.", "100");
    static final Element<String> ROOT = Element.holding(
            "relay",
            "The ways that mail leaves by. Where none is listed, it goes to the MX of its recipients, with TLS where that is offered.",
            List.of(ROUTE, RETRY, LIFETIME, WARN_AFTER, RECHECK, CONNECTIONS, MESSAGES));

    private RelayTable() {}

    private static Optional<String> slipInEndpoint(String text) {
        if (text.matches("\\[.*:.*](:[0-9]+)?|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*")) {
            return Optional.of("name it by its host name or its IPv4 address, and a port");
        }
        if (text.matches("\\[.*](:[0-9]+)?")) {
            return Optional.of("write it without brackets: no MX is asked for a smarthost");
        }
        return Slips.inName(text.replaceFirst(":[0-9]+$", ""));
    }

    private static Optional<Endpoint> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return port > 65_535
                ? Optional.empty()
                : Values.SERVER.reading().apply(text.substring(0, colon)).map(host -> new Endpoint(host, port));
    }
}
