// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.FailedLoginLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The limits of failed logins that a listener may override. */
final class FailedLoginProperties {
    private static final PolicyProperty<Integer> PER_CONNECTION = property(
            "max-failed-auths",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Bad logins of one connection, the last of which closes it.",
            FailedLoginLimits::perConnection);
    private static final PolicyProperty<Integer> PER_ADDRESS = property(
            "max-failed-auths-per-address",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Bad logins of one address within the window, after which the address is not asked for logins.",
            FailedLoginLimits::perAddress);
    private static final PolicyProperty<Duration> WINDOW = property(
            "failed-auth-window",
            ValueTypes.TIME,
            "The time within which bad logins of an address are counted.",
            FailedLoginLimits::window);
    private static final PolicyProperty<Duration> HOLD_OFF = property(
            "hold-off",
            ValueTypes.TIME,
            "How long an address is not asked for logins then, on all listeners; who is logged in goes on.",
            FailedLoginLimits::holdOff);

    static final List<PolicyProperty<?>> ALL = List.of(PER_CONNECTION, PER_ADDRESS, WINDOW, HOLD_OFF);

    private FailedLoginProperties() {}

    /** The limits of a listener. */
    static FailedLoginLimits of(PolicyOverrides listener) {
        return new FailedLoginLimits(
                listener.value(PER_CONNECTION),
                listener.value(PER_ADDRESS),
                listener.value(WINDOW),
                listener.value(HOLD_OFF));
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<FailedLoginLimits, T> ofLimits) {
        Function<PortPolicy, FailedLoginLimits> limits =
                policy -> policy.limits().failedLogins();
        return PolicyProperty.of(name, type, meaning, limits.andThen(ofLimits));
    }
}
