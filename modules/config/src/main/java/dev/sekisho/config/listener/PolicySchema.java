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
                    FailedLoginProperties.ALL,
                    SlowClientProperties.ALL)
            .<PolicyProperty<?>>flatMap(List::stream)
            .toList();

    public static final ElementSchema<CidrNetwork> RELAY_NETWORK = ElementSchema.of(
                    "relay-network",
                    ValueType.of(
                                    CidrNetworkParser::parse,
                                    "is not a network that is allowed here",
                                    "use an address or a network such as 192.0.2.0/24 or 2001:db8::/32, no wider than /8 or, for IPv6, /7")
                            .withHint(text -> CidrNetworkParser.around(text)
                                    .map(network -> "write " + network + ", which is the whole network")),
                    "A network that may relay without AUTH. Only where any server may deliver (mx).",
                    "none")
            .repeated();
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
        if (protocol == Protocol.SMTP) {
            children.addAll(List.of(PeerSchema.PEER, RELAY_NETWORK, RECIPIENT));
            children.addAll(ClientCheckSchema.ELEMENTS);
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
}
