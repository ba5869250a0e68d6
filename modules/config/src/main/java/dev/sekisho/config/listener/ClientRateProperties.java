// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.ClientRates;
import java.util.List;
import java.util.function.ToIntFunction;

/** The rates of a client that a listener may override. */
final class ClientRateProperties {
    static final PolicyProperty<Integer> CONNECTIONS = property(
            "client-connection-rate",
            "Maximum number of connections in a minute from one IPv4 address or one IPv6 /64. Where users log in, only connections that do not log"
                    + " in count.",
            ClientRates::connections);
    static final PolicyProperty<Integer> MAILS = property(
            "client-mail-rate",
            "Maximum number of MAIL commands in a minute from one IPv4 address or one IPv6 /64; of a user, where users log in.",
            ClientRates::mails);
    static final PolicyProperty<Integer> RECIPIENTS = property(
            "client-recipient-rate",
            "Maximum number of RCPT commands in a minute from one IPv4 address or one IPv6 /64; of a user, where users log in.",
            ClientRates::recipients);

    static final List<PolicyProperty<?>> ALL = List.of(CONNECTIONS, MAILS, RECIPIENTS);

    private ClientRateProperties() {}

    /** The rates of a listener. @param exceptions networks without rates; those of the policy where none is listed */
    static ClientRates of(PolicyOverrides listener, List<CidrNetwork> exceptions) {
        return new ClientRates(
                listener.value(CONNECTIONS),
                listener.value(MAILS),
                listener.value(RECIPIENTS),
                exceptions.isEmpty() ? listener.base().limits().clientRates().exceptions() : exceptions);
    }

    private static PolicyProperty<Integer> property(String name, String meaning, ToIntFunction<ClientRates> ofRates) {
        return PolicyProperty.of(
                name,
                ValueTypes.number(1, ClientRates.MOST),
                meaning,
                policy -> ofRates.applyAsInt(policy.limits().clientRates()));
    }
}
