// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.SlowClientLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The limits for slow clients that a listener may override. */
final class SlowClientProperties {
    private static final PolicyProperty<Duration> COMMAND_TIME = property(
            "command-time",
            ValueTypes.TIME,
            "Maximum time from the first octet of a command to its last, without the message in it.",
            SlowClientLimits::command);
    private static final PolicyProperty<Duration> LOGIN_TIME = property(
            "login-time",
            ValueTypes.TIME,
            "Maximum time from the connection to the login or, if relay is pinned, to a pinned key.",
            SlowClientLimits::login);
    private static final PolicyProperty<Duration> BETWEEN_MESSAGES = property(
            "between-messages",
            ValueTypes.TIME,
            "Maximum time between messages, on ports without a login and without a pinned key.",
            SlowClientLimits::betweenMessages);
    private static final PolicyProperty<Long> MESSAGE_RATE = property(
            "min-message-rate",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Minimum number of octets of a message in each minute. It also applies to the literal of APPEND.",
            SlowClientLimits::octetsAMinute);
    private static final PolicyProperty<Duration> MESSAGE_TIME = property(
            "message-time",
            ValueTypes.TIME,
            "Maximum time of a message, plus one second for each message-speed octets.",
            SlowClientLimits::message);
    private static final PolicyProperty<Long> MESSAGE_SPEED = property(
            "message-speed",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Number of octets for which a message may take one second longer.",
            SlowClientLimits::octetsASecond);
    private static final PolicyProperty<Long> USERS_MESSAGE_SPEED = property(
            "user-message-speed",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "The same for logged-in users and pinned peers.",
            SlowClientLimits::usersOctetsASecond);

    static final List<PolicyProperty<?>> ALL = List.of(
            COMMAND_TIME, LOGIN_TIME, BETWEEN_MESSAGES, MESSAGE_RATE, MESSAGE_TIME, MESSAGE_SPEED, USERS_MESSAGE_SPEED);

    private SlowClientProperties() {}

    /** The limits of a listener. */
    static SlowClientLimits of(PolicyOverrides listener) {
        return new SlowClientLimits(
                listener.value(COMMAND_TIME),
                listener.value(LOGIN_TIME),
                listener.value(BETWEEN_MESSAGES),
                listener.value(MESSAGE_RATE),
                listener.value(MESSAGE_TIME),
                listener.value(MESSAGE_SPEED),
                listener.value(USERS_MESSAGE_SPEED));
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<SlowClientLimits, T> ofLimits) {
        Function<PortPolicy, SlowClientLimits> limits =
                policy -> policy.limits().slowClients();
        return PolicyProperty.of(name, type, meaning, limits.andThen(ofLimits));
    }
}
