// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ConnectionLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The limits of a listener's connections that it may override. */
final class ConnectionProperties {
    private static final PolicyProperty<Integer> OPEN = property(
                    "max-connections",
                    ValueTypes.number(1, Integer.MAX_VALUE),
                    "Maximum number of open connections on the listener.",
                    ConnectionLimits::open)
            .alsoWritten(List.of(JamesCompatSchema.CONNECTION_LIMIT));
    private static final PolicyProperty<Integer> OPEN_PER_ADDRESS = property(
                    "max-connections-per-address",
                    ValueTypes.number(1, Integer.MAX_VALUE),
                    "Maximum number of open connections from one IPv4 address or one IPv6 /64. Where users log in, only connections that have not logged in count.",
                    ConnectionLimits::openPerAddress)
            .alsoWritten(List.of(JamesCompatSchema.CONNECTION_LIMIT_PER_IP));
    private static final PolicyProperty<Integer> OPEN_PER_USER = property(
            "max-connections-per-user",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Maximum number of open connections of one user from one IPv4 address or one IPv6 /64.",
            ConnectionLimits::openPerUser);
    private static final PolicyProperty<Duration> IDLE = property(
                    "idle-timeout",
                    ValueTypes.TIME,
                    "How long a session may be idle. In IMAP, this applies before the login; after it, at least half an hour (RFC 9051 5.4).",
                    ConnectionLimits::idle)
            .alsoWritten(List.of(JamesCompatSchema.IMAP_TIMEOUT, JamesCompatSchema.CONNECTION_TIMEOUT));
    private static final PolicyProperty<Duration> HANDSHAKE = property(
            "handshake-timeout", ValueTypes.TIME, "Maximum time of a TLS handshake.", ConnectionLimits::handshake);

    static final List<PolicyProperty<?>> ALL = List.of(OPEN, OPEN_PER_ADDRESS, OPEN_PER_USER, IDLE, HANDSHAKE);

    private ConnectionProperties() {}

    /** The limits of a listener. */
    static ConnectionLimits of(PolicyOverrides listener) {
        return new ConnectionLimits(
                listener.value(OPEN),
                listener.value(OPEN_PER_ADDRESS),
                listener.value(OPEN_PER_USER),
                listener.value(IDLE),
                listener.value(HANDSHAKE));
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<ConnectionLimits, T> ofLimits) {
        Function<PortPolicy, ConnectionLimits> limits =
                policy -> policy.limits().connections();
        return PolicyProperty.of(name, type, meaning, limits.andThen(ofLimits));
    }
}
