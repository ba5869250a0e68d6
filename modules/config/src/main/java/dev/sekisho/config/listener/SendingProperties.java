// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.SendingLimits;
import java.util.List;
import java.util.function.Function;

/** The limits of what an account may send that a listener may override. */
final class SendingProperties {
    static final PolicyProperty<Integer> AN_HOUR = property(
            "max-recipients-per-hour",
            "Maximum number of recipients that one user may send to in any 60 minutes, on all listeners together. 'user limit' sets another one for a user.",
            SendingLimits::recipientsAnHour);
    static final PolicyProperty<Integer> A_DAY = property(
            "max-recipients-per-day",
            "Maximum number of recipients that one user may send to in any 24 hours, on all listeners together. 'user limit' sets another one for a user.",
            SendingLimits::recipientsADay);

    static final List<PolicyProperty<?>> ALL = List.of(AN_HOUR, A_DAY);

    private SendingProperties() {}

    /** The limits of a listener. */
    static SendingLimits of(PolicyOverrides listener) {
        return new SendingLimits(listener.value(AN_HOUR), listener.value(A_DAY));
    }

    private static PolicyProperty<Integer> property(
            String name, String meaning, Function<SendingLimits, Integer> ofLimits) {
        Function<PortPolicy, SendingLimits> limits = policy -> policy.limits().sending();
        return PolicyProperty.of(name, ValueTypes.number(1, Integer.MAX_VALUE), meaning, limits.andThen(ofLimits));
    }
}
