// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the networks that relay without a login, which only a port has where any server may deliver. */
final class RelayNetworkReader {
    private RelayNetworkReader() {}

    /** The networks that a listener lists; what has no place under its policy is a problem, and left out. */
    static List<CidrNetwork> networks(ConfigSection listener, ListenerSchema schema, PortPolicy policy) {
        return listener.section(schema.policy())
                .map(section -> networks(section, policy))
                .orElse(List.of());
    }

    private static List<CidrNetwork> networks(ConfigSection section, PortPolicy policy) {
        boolean publicMx = policy.rules().publicMx();
        PolicyLists.refuseUnless(
                publicMx,
                section,
                PolicySchema.RELAY_NETWORK,
                "only the policy " + publicMxNames() + " lists networks");
        if (!publicMx) {
            return List.of();
        }
        List<ParsedValue<CidrNetwork>> found = section.values(PolicySchema.RELAY_NETWORK);
        found.forEach(network -> section.warn(
                network,
                "every machine in " + network.value() + " can relay anywhere, without AUTH and without TLS",
                "if possible, let them log in on a submission port, or pin their keys on a relay port"));
        return found.stream().map(ParsedValue::value).toList();
    }

    /** The names of the policies of ports where any server may deliver. */
    static String publicMxNames() {
        return BuiltInPolicies.all().stream()
                .filter(policy -> policy.rules().publicMx())
                .map(PortPolicy::name)
                .collect(Collectors.joining(" or "));
    }
}
