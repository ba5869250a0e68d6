// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people say it: so long ago, a day, or a day and a time. */
public final class TimeArgument {
    /** What is understood. */
    public static final String FORMS = "such as 30m, 2h, 7d, 2026-05-01, 2026-05-01T12:00 or 2026-05-01T12:00:00Z";

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    private TimeArgument() {}

    /** Reads a time; empty if it is none. What has no zone is in that of this machine. */
    public static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(now.minus(length(Long.parseLong(ago.group(1)), ago.group(2))));
        }
        return read(() -> OffsetDateTime.parse(text).toInstant())
                .or(() -> read(() -> LocalDateTime.parse(text).atZone(zone).toInstant()))
                .or(() -> read(() -> LocalDate.parse(text).atStartOfDay(zone).toInstant()));
    }

    private static Duration length(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Optional<Instant> read(java.util.function.Supplier<Instant> form) {
        try {
            return Optional.of(form.get());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
