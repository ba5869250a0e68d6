// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Policies for properties: the built-in ones, and every override of them that is no contradiction. */
public final class PolicyArbitraries {
    private PolicyArbitraries() {}

    public static Arbitrary<PortPolicy> speaking(Protocol protocol) {
        return Arbitraries.of(BuiltInPolicies.all())
                .filter(policy -> policy.protocol() == protocol)
                .flatMap(PolicyArbitraries::itselfOrOverridden);
    }

    private static Arbitrary<PortPolicy> itselfOrOverridden(PortPolicy builtIn) {
        return Arbitraries.oneOf(Arbitraries.just(builtIn), overridden(builtIn));
    }

    private static Arbitrary<PortPolicy> overridden(PortPolicy builtIn) {
        return Combinators.combine(
                        Arbitraries.of(TlsMode.class),
                        Arbitraries.of(AuthMode.class),
                        Arbitraries.of(RelayRule.class),
                        Arbitraries.of(SenderRule.class),
                        limits(),
                        proxies())
                .as((tls, auth, relay, sender, limits, proxies) ->
                        consistent(builtIn, builtIn.rules().with(tls, auth, relay, sender), limits, proxies))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<PortPolicy> consistent(
            PortPolicy builtIn, PortRules rules, PortLimits limits, TrustedProxies proxies) {
        try {
            return Optional.of(builtIn.with(rules, limits).withProxies(proxies));
        } catch (IllegalArgumentException contradiction) {
            return Optional.empty();
        }
    }

    private static Arbitrary<TrustedProxies> proxies() {
        CidrNetwork network =
                CidrNetwork.of(new byte[] {10, 0, 0, 0}, 8, "10.0.0.0/8").orElseThrow();
        return Arbitraries.of(true, false)
                .flatMap(endTls -> Arbitraries.of(TrustedProxies.NONE, new TrustedProxies(List.of(network), endTls)));
    }

    /** Small ones, so that random sessions reach them. */
    private static Arbitrary<PortLimits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4))
                .as((recipients, failedAuths) -> new PortLimits(
                        new ConnectionLimits(10, 10, 10, Duration.ofMinutes(1), Duration.ofSeconds(10)),
                        new MessageLimits(recipients, 1_000),
                        new FailedLoginLimits(
                                failedAuths, 10, 100, 30, Duration.ofMinutes(10), Duration.ofMinutes(15), List.of()),
                        SlowClientLimits.DEFAULT,
                        new SendingLimits(recipients * 2, recipients * 3),
                        ClientRates.DEFAULT));
    }

    /** A policy with every stricter value on trial that can be: of each property one. */
    public static PortPolicy withAllThatCanBeOnTrial(PortPolicy policy) {
        PortRules rules = policy.rules();
        MessageLimits messages = policy.limits().messages();
        List<TriedProperty> tried = new ArrayList<>();
        if (policy.tls() == TlsMode.OFFERED) {
            tried.add(tried(
                    "tls",
                    policy.with(
                            rules.with(TlsMode.REQUIRED, rules.auth(), rules.relay(), rules.sender()),
                            policy.limits())));
        }
        if (Strictness.of(RelayRule.NEVER, policy.relay()) == Strictness.STRICTER) {
            tried.add(tried(
                    "relay",
                    policy.with(
                            rules.with(rules.tls(), rules.auth(), RelayRule.NEVER, rules.sender()), policy.limits())));
        }
        if (policy.auth() == AuthMode.REQUIRED && policy.sender() == SenderRule.ANY) {
            tried.add(tried(
                    "sender",
                    policy.with(
                            rules.with(rules.tls(), rules.auth(), rules.relay(), SenderRule.OWN), policy.limits())));
        }
        if (policy.auth() == AuthMode.REQUIRED && policy.logins().allowsPasswords(policy.protocol())) {
            tried.add(tried(
                    "mechanisms",
                    policy.with(
                            rules.with(policy.logins()
                                    .withMechanisms(OfferedMechanisms.only(Set.of(BuiltInMechanism.SCRAM_SHA_256)))),
                            policy.limits())));
        }
        if (messages.recipients() > 1) {
            tried.add(tried("max-recipients", policy.with(rules, policy.limits().with(messages.withRecipients(1)))));
        }
        tried.add(tried("max-message-size", policy.with(rules, policy.limits().with(messages.withOctets(998)))));
        FailedLoginLimits logins = policy.limits().failedLogins();
        if (logins.perConnection() > 1) {
            tried.add(
                    tried("max-failed-auths", policy.with(rules, policy.limits().with(logins.withPerConnection(1)))));
        }
        return policy.withTrial(tried);
    }

    /** All that is on trial, in force. */
    public static PortPolicy together(PortPolicy policy) {
        PortRules rules = policy.rules();
        PortLimits limits = policy.limits();
        for (TriedProperty each : policy.trial()) {
            PortPolicy tried = each.policy();
            switch (each.name()) {
                case "tls" -> rules = rules.with(tried.tls(), rules.auth(), rules.relay(), rules.sender());
                case "relay" -> rules = rules.with(rules.tls(), rules.auth(), tried.relay(), rules.sender());
                case "sender" -> rules = rules.with(rules.tls(), rules.auth(), rules.relay(), tried.sender());
                case "mechanisms" -> rules = rules.with(tried.logins());
                case "max-recipients" ->
                    limits = limits.with(limits.messages()
                            .withRecipients(tried.limits().messages().recipients()));
                case "max-message-size" ->
                    limits = limits.with(limits.messages()
                            .withOctets(tried.limits().messages().octets()));
                default -> limits = limits.with(tried.limits().failedLogins());
            }
        }
        return policy.withTrial(List.of()).with(rules, limits);
    }

    private static TriedProperty tried(String name, PortPolicy policy) {
        return new TriedProperty(name, "stricter", "as it is", policy);
    }
}
