// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.AddressHints;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.address.CidrNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The schema of {@code <policy>}. */
public final class PolicySchema {
    /** Every property, in the order of the reference. */
    public static final List<PolicyProperty<?>> PROPERTIES = Stream.of(
                    RuleProperties.ALL,
                    ConnectionProperties.ALL,
                    MessageProperties.ALL,
                    SendingProperties.ALL,
                    FailedLoginProperties.ALL,
                    SlowClientProperties.ALL,
                    ClientRateProperties.ALL)
            .<PolicyProperty<?>>flatMap(List::stream)
            .toList();

    private static final ValueType<CidrNetwork> NETWORK = ValueType.of(
                    CidrNetworkParser::parse,
                    "is not a network that is allowed here",
                    "use an address or a network such as 192.0.2.0/24 or 2001:db8::/32, no wider than /8 or, for IPv6, /7")
            .withHint(text ->
                    CidrNetworkParser.around(text).map(network -> "write " + network + ", which is the whole network"));
    public static final ElementSchema<CidrNetwork> HOLD_OFF_EXCEPTION = ElementSchema.of(
                    "hold-off-exception",
                    NETWORK,
                    "A network whose bad logins hold no address off; each account is still held off there on its own. Only where users log in.",
                    "none")
            .repeated();
    public static final ElementSchema<CidrNetwork> CLIENT_RATE_EXCEPTION = ElementSchema.of(
                    "client-rate-exception",
                    NETWORK,
                    "A network whose clients have no rates. Trusted networks that relay, and pinned peers as to their messages, have none in any"
                            + " case.",
                    "127.0.0.0/8 and ::1; if a network is listed, only those that are")
            .repeated();
    public static final ElementSchema<CidrNetwork> RELAY_NETWORK = ElementSchema.of(
                    "relay-network",
                    NETWORK,
                    "A network that may relay without AUTH. Only where any server may deliver (mx).",
                    "none")
            .repeated();
    public static final ElementSchema<CidrNetwork> PROXY_NETWORK = ElementSchema.of(
                    "proxy-network",
                    NETWORK,
                    "A network of proxies, such as HAProxy. If there is one, the listener accepts connections from proxies only, and each must begin with a header of the PROXY protocol, version 1 or 2.",
                    "none: clients connect directly")
            .repeated();
    public static final ElementSchema<Boolean> PROXY_ENDS_TLS = ElementSchema.of(
            "proxy-ends-tls",
            ValueTypes.BOOLEAN,
            "True if the proxies do the TLS of the clients and say so in a header of version 2. Only where tls is implicit.",
            "false");
    public static final ElementSchema<String> TRIAL = ElementSchema.holding(
            "trial",
            "Stricter values of properties, written as beside it. They refuse nothing: 'report trial' lists whom they would refuse.",
            PROPERTIES.stream().<ElementSchema<?>>map(PolicyProperty::element).toList());
    public static final ElementSchema<ListedRecipients.Entry> RECIPIENT = ElementSchema.of(
                    "recipient",
                    ValueType.of(
                                    ListedRecipients.Entry::parse,
                                    "is neither an address nor a domain",
                                    "use user@example.org, or @example.org for a whole domain")
                            .withHint(AddressHints::inAddressOrAtDomain),
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
        children.addAll(List.of(HOLD_OFF_EXCEPTION, CLIENT_RATE_EXCEPTION));
        if (protocol == Protocol.SMTP) {
            children.addAll(List.of(PeerSchema.PEER, DeviceSchema.DEVICE, RELAY_NETWORK, RECIPIENT));
            children.addAll(ClientCheckSchema.ELEMENTS);
        }
        children.addAll(List.of(PROXY_NETWORK, PROXY_ENDS_TLS, TRIAL));
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
}
