// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.config.schema.Values;
import dev.sekisho.policy.route.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads when mail is tried again. What is written and could never come to pass is a problem; a default that a short lifetime leaves no room for
 * is not.
 *
 * @param file {@code relay.xml}
 */
record ScheduleReader(Section file) {

    Schedule read() {
        Duration lifetime = value(RelayTable.LIFETIME, Schedule.DEFAULT.lifetime());
        boolean unknown = file.section(RelayTable.LIFETIME).isPresent()
                && file.value(RelayTable.LIFETIME).isEmpty();
        if (unknown || !sound(lifetime)) {
            return Schedule.DEFAULT;
        }
        List<Duration> delays =
                file.values(RelayTable.RETRY).stream().map(Found::value).toList();
        return new Schedule(
                delays.isEmpty() ? Schedule.DEFAULT.delays() : delays,
                lifetime,
                value(RelayTable.WARN_AFTER, Schedule.DEFAULT.warnAfter()),
                value(RelayTable.RECHECK, Schedule.DEFAULT.recheck()));
    }

    private Duration value(Element<Duration> element, Duration usual) {
        return file.value(element).map(Found::value).orElse(usual);
    }

    private boolean sound(Duration lifetime) {
        String end = "a message goes back to its sender after " + text(lifetime);
        Optional<Found<Duration>> warning =
                file.value(RelayTable.WARN_AFTER).filter(found -> found.value().compareTo(lifetime) > 0);
        warning.ifPresent(found -> file.refuse(
                found,
                found.shown() + " never comes: " + end,
                "make it shorter, or as long as the lifetime for no such warning"));
        Optional<Found<Duration>> recheck =
                file.value(RelayTable.RECHECK).filter(found -> found.value().compareTo(lifetime) >= 0);
        recheck.ifPresent(found -> file.refuse(
                found, found.shown() + " never comes: " + end, "make it shorter, or the <lifetime> longer"));
        return retries(lifetime, end) && warning.isEmpty() && recheck.isEmpty();
    }

    private boolean retries(Duration lifetime, String end) {
        List<Found<Duration>> retries = file.values(RelayTable.RETRY);
        Duration passed = Duration.ZERO;
        for (Found<Duration> each : retries) {
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
        Duration first = Schedule.DEFAULT.after(1);
        Optional<Found<Duration>> tooShort = file.value(RelayTable.LIFETIME)
                .filter(found -> retries.isEmpty() && first.compareTo(found.value()) >= 0);
        tooShort.ifPresent(found -> file.refuse(
                found,
                found.shown() + " is over before a message is tried a second time, which is after " + text(first),
                "make it longer, or write a shorter <retry>"));
        return tooShort.isEmpty();
    }

    private static String text(Duration time) {
        return Values.TIME.writing().apply(time);
    }
}
