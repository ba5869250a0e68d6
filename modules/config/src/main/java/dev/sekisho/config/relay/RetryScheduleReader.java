// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.route.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads when mail is tried again. What is written and could never come to pass is a problem; a default that a short lifetime leaves no room for
 * is not.
 *
 * @param file {@code relay.xml}
 */
record RetryScheduleReader(ConfigSection file) {

    RetrySchedule read() {
        Duration lifetime = value(RelaySchema.LIFETIME, RetrySchedule.DEFAULT.lifetime());
        boolean unknown = file.section(RelaySchema.LIFETIME).isPresent()
                && file.value(RelaySchema.LIFETIME).isEmpty();
        if (unknown || !sound(lifetime)) {
            return RetrySchedule.DEFAULT;
        }
        List<Duration> delays =
                file.values(RelaySchema.RETRY).stream().map(ParsedValue::value).toList();
        return new RetrySchedule(
                delays.isEmpty() ? RetrySchedule.DEFAULT.delays() : delays,
                lifetime,
                value(RelaySchema.WARN_AFTER, RetrySchedule.DEFAULT.warnAfter()),
                value(RelaySchema.RECHECK, RetrySchedule.DEFAULT.recheck()));
    }

    private Duration value(ElementSchema<Duration> element, Duration usual) {
        return file.value(element).map(ParsedValue::value).orElse(usual);
    }

    private boolean sound(Duration lifetime) {
        String end = "a message is returned to its sender after " + text(lifetime);
        Optional<ParsedValue<Duration>> warning =
                file.value(RelaySchema.WARN_AFTER).filter(found -> found.value().compareTo(lifetime) > 0);
        warning.ifPresent(found -> file.refuse(
                found,
                found.shown() + " never comes: " + end,
                "make it shorter, or equal to the lifetime for no warning"));
        Optional<ParsedValue<Duration>> recheck =
                file.value(RelaySchema.RECHECK).filter(found -> found.value().compareTo(lifetime) >= 0);
        recheck.ifPresent(found -> file.refuse(
                found, found.shown() + " never comes: " + end, "make it shorter, or the <lifetime> longer"));
        return retries(lifetime, end) && warning.isEmpty() && recheck.isEmpty();
    }

    private boolean retries(Duration lifetime, String end) {
        List<ParsedValue<Duration>> retries = file.values(RelaySchema.RETRY);
        Duration passed = Duration.ZERO;
        for (ParsedValue<Duration> each : retries) {
            passed = passed.plus(each.value());
            if (passed.compareTo(lifetime) >= 0) {
                String at = passed.equals(each.value()) ? "" : ", " + text(passed) + " after the first attempt,";
                file.refuse(
                        each,
                        each.shown() + at + " never comes: " + end,
                        "make the <lifetime> longer, or the retries shorter or fewer");
                return false;
            }
        }
        Duration first = RetrySchedule.DEFAULT.after(1);
        Optional<ParsedValue<Duration>> tooShort = file.value(RelaySchema.LIFETIME)
                .filter(found -> retries.isEmpty() && first.compareTo(found.value()) >= 0);
        tooShort.ifPresent(found -> file.refuse(
                found,
                found.shown() + " ends before the second attempt, which is after " + text(first),
                "make it longer, or write a shorter <retry>"));
        return tooShort.isEmpty();
    }

    private static String text(Duration time) {
        return ValueTypes.TIME.writing().apply(time);
    }
}
