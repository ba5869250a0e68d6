// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many messages within any period of a length.
 *
 * @param messages how many, from 1 to {@value #MOST}
 * @param per the length of the period
 */
public record MessageRate(int messages, Duration per) {
    /** No more can be asked for: the moment of each message within the period is kept in memory. */
    public static final int MOST = 1_000_000;

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,6})/([mhd])");
    private static final Map<String, Duration> UNITS =
            Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    public MessageRate {
        if (messages < 1 || messages > MOST || per.toSeconds() < 1) {
            throw new IllegalArgumentException("a rate is 1 to " + MOST + " messages within 1 s or more, found "
                    + messages + " within " + per.toSeconds() + " s");
        }
    }

    /** Reads {@code 10/m}, {@code 100/h} or {@code 5000/d}; empty for anything else. */
    public static Optional<MessageRate> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST) {
            return Optional.empty();
        }
        return Optional.ofNullable(UNITS.get(matcher.group(2)))
                .map(unit -> new MessageRate(Integer.parseInt(matcher.group(1)), unit));
    }

    /** As {@link #parse} reads it, or with seconds where the period is no unit. */
    @Override
    public String toString() {
        return messages + "/"
                + UNITS.entrySet().stream()
                        .filter(unit -> unit.getValue().equals(per))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(per.toSeconds() + "s");
    }
}
