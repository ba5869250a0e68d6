// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.policy.OfferedMechanisms;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.Strictness;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.limit.MessageLimits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which properties of a policy can have a stricter value on trial, and why the others cannot. Each property is in one of the two. */
public final class TrialSchema {
    private static final Set<Protocol> SMTP = Set.of(Protocol.SMTP);
    private static final Set<Protocol> ALL = Set.of(Protocol.values());

    private static final String OF_HANDSHAKE = "it is decided in the TLS handshake, before there is a session";
    private static final String OF_CONNECTIONS = "it depends on the number of open connections, not on a command";
    private static final String OF_TIME = "it depends on the time, not on a command";
    private static final String OF_RATES = "it depends on what a client did in the last minutes, not on a command";
    private static final String OF_GUESSES =
            "bad logins are counted for all listeners together, and what is held off shows only if it is";

    private static final String OF_ACCOUNTS =
            "recipients of a user are counted for all listeners together, and what is beyond a limit shows only if it is refused";

    private static final TrialProperty<TlsMode> TLS = new TrialProperty<>(
            RuleProperties.TLS,
            SMTP,
            Strictness::of,
            TrialSchema::hidden,
            (policy, value) -> laid(policy, value, policy.relay(), policy.sender()));
    private static final TrialProperty<RelayRule> RELAY = new TrialProperty<>(
            RuleProperties.RELAY,
            SMTP,
            Strictness::of,
            (value, now) -> Optional.empty(),
            (policy, value) -> laid(policy, policy.tls(), value, policy.sender()));
    private static final TrialProperty<SenderRule> SENDER = new TrialProperty<>(
            RuleProperties.SENDER,
            SMTP,
            Strictness::of,
            (value, now) -> Optional.empty(),
            (policy, value) -> laid(policy, policy.tls(), policy.relay(), value));
    private static final TrialProperty<OfferedMechanisms> MECHANISMS = new TrialProperty<>(
            RuleProperties.MECHANISMS,
            ALL,
            Strictness::of,
            (value, now) -> Optional.empty(),
            (policy, value) ->
                    policy.with(policy.rules().with(policy.logins().withMechanisms(value)), policy.limits()));
    private static final TrialProperty<Integer> RECIPIENTS = new TrialProperty<>(
            MessageProperties.RECIPIENTS,
            SMTP,
            Strictness::ofUpperLimit,
            (value, now) -> Optional.empty(),
            (policy, value) -> laid(policy, messages(policy).withRecipients(value)));
    private static final TrialProperty<Long> OCTETS = new TrialProperty<>(
            MessageProperties.OCTETS,
            SMTP,
            Strictness::ofUpperLimit,
            (value, now) -> Optional.empty(),
            (policy, value) -> laid(policy, messages(policy).withOctets(value)));
    private static final TrialProperty<Integer> FAILED_LOGINS = new TrialProperty<>(
            FailedLoginProperties.PER_CONNECTION,
            ALL,
            Strictness::ofUpperLimit,
            (value, now) -> Optional.empty(),
            (policy, value) -> laid(policy, policy.limits().failedLogins().withPerConnection(value)));

    /** The properties that can be on trial. */
    static final List<TrialProperty<?>> TRIABLE =
            List.of(TLS, MECHANISMS, RELAY, SENDER, RECIPIENTS, OCTETS, FAILED_LOGINS);

    /** Why each other property cannot be on trial, by its name. */
    public static final SortedMap<String, String> NOT_TRIABLE =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.ofEntries(
                    Map.entry("auth", "where clients cannot log in, every client would be listed"),
                    Map.entry("login-domain", "it completes names, and refuses nothing"),
                    Map.entry("unknown-name", OF_HANDSHAKE),
                    Map.entry("loopback-only", "it is about the addresses of the listener, not about its clients"),
                    Map.entry("max-connections", OF_CONNECTIONS),
                    Map.entry("max-connections-per-address", OF_CONNECTIONS),
                    Map.entry("max-connections-per-user", OF_CONNECTIONS),
                    Map.entry("client-connection-rate", OF_RATES),
                    Map.entry("client-mail-rate", OF_RATES),
                    Map.entry("client-recipient-rate", OF_RATES),
                    Map.entry("undelayed-unknown-recipients", OF_RATES),
                    Map.entry("max-unknown-recipients", OF_RATES),
                    Map.entry("idle-timeout", OF_TIME),
                    Map.entry("handshake-timeout", OF_HANDSHAKE),
                    Map.entry("max-failed-auths-per-address", OF_GUESSES),
                    Map.entry("max-failed-auths-per-network", OF_GUESSES),
                    Map.entry("max-failed-auths-per-account", OF_GUESSES),
                    Map.entry("failed-auth-window", OF_GUESSES),
                    Map.entry("hold-off", OF_GUESSES),
                    Map.entry("max-recipients-per-hour", OF_ACCOUNTS),
                    Map.entry("max-recipients-per-day", OF_ACCOUNTS),
                    Map.entry("command-time", OF_TIME),
                    Map.entry("login-time", OF_TIME),
                    Map.entry("between-messages", OF_TIME),
                    Map.entry("min-message-rate", OF_TIME),
                    Map.entry("message-time", OF_TIME),
                    Map.entry("message-speed", OF_TIME),
                    Map.entry("user-message-speed", OF_TIME))));

    private TrialSchema() {}

    /** The names of the properties that can be on trial. */
    public static List<String> triable() {
        return TRIABLE.stream().map(each -> each.property().element().name()).toList();
    }

    private static Optional<String> hidden(TlsMode value, TlsMode now) {
        String why = null;
        if (value == TlsMode.IMPLICIT) {
            why = "every client that begins in cleartext would be listed; open a second port for implicit TLS";
        } else if (now == TlsMode.NONE) {
            why = "where TLS is not offered, every client would be listed; offer it first";
        }
        return Optional.ofNullable(why);
    }

    private static MessageLimits messages(PortPolicy policy) {
        return policy.limits().messages();
    }

    private static PortPolicy laid(PortPolicy policy, TlsMode tls, RelayRule relay, SenderRule sender) {
        return policy.with(policy.rules().with(tls, policy.auth(), relay, sender), policy.limits());
    }

    private static PortPolicy laid(PortPolicy policy, MessageLimits limits) {
        return policy.with(policy.rules(), policy.limits().with(limits));
    }

    private static PortPolicy laid(PortPolicy policy, FailedLoginLimits limits) {
        return policy.with(policy.rules(), policy.limits().with(limits));
    }
}
