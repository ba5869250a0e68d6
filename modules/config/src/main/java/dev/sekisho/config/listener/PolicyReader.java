// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.util.List;
import java.util.Optional;

/**
 * Finds the policy of a listener: the named one or that of the port, with what the listener overrides.
 *
 * @param listener the listener
 * @param schema what may stand in it
 */
record PolicyReader(ConfigSection listener, ListenerSchema schema) {

    /** The policy that a listener names; empty if it names none, or one that is unknown. */
    static Optional<ParsedValue<PortPolicy>> named(ConfigSection listener, ListenerSchema schema) {
        return listener.section(schema.policy())
                .flatMap(section -> section.text(schema.policy())
                        .or(() -> section.attribute(PolicySchema.policyName(schema.protocol()))));
    }

    /** The policy; empty if there is none or if it contradicts itself, which is then among the problems. */
    Optional<PortPolicy> read(BindAddresses binds) {
        Optional<PortPolicy> base = listener.section(schema.policy()).isPresent() ? ofName() : ofPort(binds);
        return base.flatMap(this::override);
    }

    private Optional<PortPolicy> ofName() {
        ConfigSection section = listener.section(schema.policy()).orElseThrow();
        boolean text = !section.xml().text().isEmpty();
        boolean attribute = section.xml().attribute("name").isPresent();
        if (text == attribute) {
            String found = text ? "<policy> is named twice, by its text and its attribute" : "<policy> names no policy";
            section.refuse(found, "write <policy>name</policy>, or <policy name=\"name\"> around what is overridden");
            return Optional.empty();
        }
        return named(listener, schema).map(ParsedValue::value);
    }

    private Optional<PortPolicy> ofPort(BindAddresses binds) {
        List<Optional<PortPolicy>> policies = binds.list().stream()
                .map(bind ->
                        BuiltInPolicies.ofPort(bind.port()).filter(policy -> policy.protocol() == schema.protocol()))
                .distinct()
                .toList();
        if (policies.size() > 1 || policies.get(0).isEmpty()) {
            String found = policies.size() > 1
                    ? "the ports of this listener have different policies"
                    : "port " + binds.firstPort() + " has no policy of its own for " + schema.protocol();
            listener.problems()
                    .refuse(
                            binds.position(),
                            listener.where(),
                            found,
                            schema.policy().type().wanted() + " in a <policy>");
            return Optional.empty();
        }
        return policies.get(0);
    }

    private Optional<PortPolicy> override(PortPolicy base) {
        PolicyOverrides overrides = new PolicyOverrides(listener, schema, base);
        refuseOtherMachines(overrides);
        try {
            PortPolicy policy =
                    base.with(RuleProperties.of(overrides), limits(overrides)).withProxies(proxies());
            PortPolicy inForce = new DeviceReader(listener, schema)
                    .read(policy)
                    .withRelayNetworks(RelayNetworkReader.networks(listener, schema, policy))
                    .withClientChecks(ClientCheckReader.checks(listener, schema, policy));
            return Optional.of(inForce.withTrial(TrialReader.read(listener, schema, inForce)));
        } catch (IllegalArgumentException contradiction) {
            listener.section(schema.policy())
                    .orElse(listener)
                    .refuse(String.valueOf(contradiction.getMessage()), "override both consistently, or neither");
            return Optional.empty();
        }
    }

    private TrustedProxies proxies() {
        return listener.section(schema.policy())
                .map(section -> new TrustedProxies(
                        networks(PolicySchema.PROXY_NETWORK),
                        section.value(PolicySchema.PROXY_ENDS_TLS)
                                .map(ParsedValue::value)
                                .orElse(false)))
                .orElse(TrustedProxies.NONE);
    }

    private void refuseOtherMachines(PolicyOverrides overrides) {
        if (overrides.base().loopbackOnly() && !overrides.value(RuleProperties.LOOPBACK_ONLY)) {
            overrides
                    .own(RuleProperties.LOOPBACK_ONLY)
                    .ifPresent(found -> listener.refuse(
                            found,
                            found.shown() + " would open the policy "
                                    + overrides.base().name() + " to other machines",
                            "remove it, or name another policy"));
        }
    }

    private PortLimits limits(PolicyOverrides overrides) {
        return new PortLimits(
                ConnectionProperties.of(overrides),
                MessageProperties.of(overrides),
                FailedLoginProperties.of(overrides, exceptions(overrides)),
                SlowClientProperties.of(overrides),
                SendingProperties.of(overrides),
                ClientRateProperties.of(overrides, networks(PolicySchema.CLIENT_RATE_EXCEPTION)));
    }

    private List<CidrNetwork> networks(ElementSchema<CidrNetwork> element) {
        return listener.section(schema.policy())
                .map(section ->
                        section.values(element).stream().map(ParsedValue::value).toList())
                .orElse(List.of());
    }

    private List<CidrNetwork> exceptions(PolicyOverrides overrides) {
        Optional<ConfigSection> section = listener.section(schema.policy());
        if (section.isEmpty()) {
            return List.of();
        }
        boolean logins = overrides.value(RuleProperties.AUTH) == AuthMode.REQUIRED;
        PolicyLists.refuseUnless(
                logins, section.get(), PolicySchema.HOLD_OFF_EXCEPTION, "only a policy with auth required has logins");
        return networks(PolicySchema.HOLD_OFF_EXCEPTION);
    }
}
