// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.MessageLimits;
import java.util.List;
import java.util.function.Function;

/** The limits of a message that a listener may override. */
final class MessageProperties {
    static final PolicyProperty<Integer> RECIPIENTS = property(
            "max-recipients",
            ValueTypes.number(1, Integer.MAX_VALUE),
            "Maximum number of recipients of one message.",
            MessageLimits::recipients);
    static final PolicyProperty<Long> OCTETS = property(
                    "max-message-size",
                    ValueTypes.size('B', 1, Long.MAX_VALUE),
                    "Maximum size of one message.",
                    MessageLimits::octets)
            .alsoWritten(List.of(JamesCompatSchema.MAX_MESSAGE_SIZE));

    static final List<PolicyProperty<?>> ALL = List.of(RECIPIENTS, OCTETS);

    private MessageProperties() {}

    /** The limits of a listener. */
    static MessageLimits of(PolicyOverrides listener) {
        return new MessageLimits(listener.value(RECIPIENTS), listener.value(OCTETS));
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<MessageLimits, T> ofLimits) {
        Function<PortPolicy, MessageLimits> limits = policy -> policy.limits().messages();
        return PolicyProperty.of(name, type, meaning, limits.andThen(ofLimits));
    }
}
