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
    static final PolicyProperty<Integer> UNDELAYED_UNKNOWN = property(
            "undelayed-unknown-recipients",
            "Number of unknown recipients that a client may name within 10 minutes before its RCPT commands are answered later: by 1 s, 2 s, 4 s, 8 s,"
                    + " then 10 s. Ten recipients that exist make good for one that does not.",
            ClientRates::undelayedUnknown);
    static final PolicyProperty<Integer> UNKNOWN = property(
            "max-unknown-recipients",
            "Number of unknown recipients that a client may name within 10 minutes before its RCPT commands close the connection.",
            ClientRates::unknown);

    static final List<PolicyProperty<?>> ALL = List.of(CONNECTIONS, MAILS, RECIPIENTS, UNDELAYED_UNKNOWN, UNKNOWN);

    private ClientRateProperties() {}

    /** The rates of a listener. @param exceptions networks without rates; those of the policy where none is listed */
    static ClientRates of(PolicyOverrides listener, List<CidrNetwork> exceptions) {
        return new ClientRates(
                listener.value(CONNECTIONS),
                listener.value(MAILS),
                listener.value(RECIPIENTS),
                listener.value(UNDELAYED_UNKNOWN),
                listener.value(UNKNOWN),
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
