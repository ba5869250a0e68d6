// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
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
    private static final PolicyProperty<Integer> PER_NETWORK = property(
            "max-failed-auths-per-network",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Number of bad logins from one IPv4 /24 or IPv6 /48 within the window after which those of its addresses are held off that nobody"
                    + " has logged in from within 30 days.",
            FailedLoginLimits::perNetwork);
    private static final PolicyProperty<Integer> PER_ACCOUNT = property(
            "max-failed-auths-per-account",
            ValueTypes.number(1, 3_600),
            "Number of bad logins to one account in an hour, from all addresses together that nobody has logged in to it from within 30 days."
                    + " Other addresses are not affected.",
            FailedLoginLimits::perAccount);
    private static final PolicyProperty<Duration> WINDOW = property(
            "failed-auth-window",
            ValueTypes.TIME,
            "The time within which the bad logins of an address or a network are counted.",
            FailedLoginLimits::window);
    private static final PolicyProperty<Duration> HOLD_OFF = property(
            "hold-off",
            ValueTypes.TIME,
            "How long an address is held off: it may not log in on any listener. Each further time is twice as long, up to a day. Existing"
                    + " sessions continue.",
            FailedLoginLimits::holdOff);

    static final List<PolicyProperty<?>> ALL =
            List.of(PER_CONNECTION, PER_ADDRESS, PER_NETWORK, PER_ACCOUNT, WINDOW, HOLD_OFF);

    private FailedLoginProperties() {}

    /** The limits of a listener. @param exceptions networks whose failed logins hold no address off */
    static FailedLoginLimits of(PolicyOverrides listener, List<CidrNetwork> exceptions) {
        return new FailedLoginLimits(
                listener.value(PER_CONNECTION),
                listener.value(PER_ADDRESS),
                listener.value(PER_NETWORK),
                listener.value(PER_ACCOUNT),
                listener.value(WINDOW),
                listener.value(HOLD_OFF),
                exceptions);
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<FailedLoginLimits, T> ofLimits) {
        Function<PortPolicy, FailedLoginLimits> limits =
                policy -> policy.limits().failedLogins();
        return PolicyProperty.of(name, type, meaning, limits.andThen(ofLimits));
    }
}
