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
            "Number of bad logins after which a connection is closed.",
            FailedLoginLimits::perConnection);
    private static final PolicyProperty<Integer> PER_ADDRESS = property(
            "max-failed-auths-per-address",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Number of bad logins from one address within the window after which the address is held off.",
            FailedLoginLimits::perAddress);
    private static final PolicyProperty<Duration> WINDOW = property(
            "failed-auth-window",
            ValueTypes.TIME,
            "The time within which the bad logins of an address are counted.",
            FailedLoginLimits::window);
    private static final PolicyProperty<Duration> HOLD_OFF = property(
            "hold-off",
            ValueTypes.TIME,
            "How long an address is held off: it may not log in on any listener. Existing sessions continue.",
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
