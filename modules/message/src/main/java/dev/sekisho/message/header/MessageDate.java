// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the field Date (RFC 5322 3.3 and 4.3), and what is written in its place: no weekday, no seconds, two digits of a year, names of
 * zones, the order of asctime, and the form of ISO 8601.
 */
public final class MessageDate {
    private static final int LONGEST = 200;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,]\\d{1,9})?)?");
    private static final Pattern DAY_MONTH_YEAR =
            Pattern.compile("(?:^|[^\\d])(\\d{1,2})[ \\t,./-]*([A-Za-z]{3})[a-z]*[ \\t,./-]*(\\d{2,4})(?!\\d|:)");
    private static final Pattern MONTH_DAY_YEAR =
            Pattern.compile("([A-Za-z]{3})[a-z]*[ \\t,.]+(\\d{1,2})(?![\\d:]).{0,40}?[ \\t,](\\d{4})(?!\\d|:)");
    private static final Pattern ISO_DATE = Pattern.compile("^(\\d{4})-(\\d{1,2})-(\\d{1,2})[T \\t]?");
    private static final Pattern NUMERIC_ZONE = Pattern.compile("[+-](\\d{2}):?(\\d{2})(?!\\d)");
    private static final Pattern NAMED_ZONE = Pattern.compile("([A-Za-z]{1,4})");

    /** RFC 5322 4.3: other names, and the letters of the military zones, mean an unknown zone, which is read as UTC. */
    private static final Map<String, Integer> HOURS = Map.of(
            "edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7, "pst", -8, "jst", 9, "cest",
            2);

    private MessageDate() {}

    /** The date in its own zone, or nothing if there is none to be read. */
    public static Optional<OffsetDateTime> parse(RawText body) {
        String text = withoutComments(body.octets());
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return UsualDate.parse(text).or(() -> unusual(text));
    }

    /** A date in whatever form; without comments. */
    static Optional<OffsetDateTime> unusual(String text) {
        Matcher time = TIME.matcher(text);
        boolean timed = time.find();
        try {
            LocalTime clock = timed ? time(time) : LocalTime.MIDNIGHT;
            ZoneOffset zone = timed ? zone(text.substring(time.end())) : ZoneOffset.UTC;
            return date(text).map(day -> OffsetDateTime.of(day, clock, zone));
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String text) {
        Matcher iso = ISO_DATE.matcher(text);
        if (iso.find()) {
            return Optional.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
        }
        Matcher usual = DAY_MONTH_YEAR.matcher(text);
        while (usual.find()) {
            int month = month(usual.group(2));
            if (month > 0) {
                return Optional.of(LocalDate.of(year(usual.group(3)), month, number(usual, 1)));
            }
        }
        Matcher asctime = MONTH_DAY_YEAR.matcher(text);
        while (asctime.find()) {
            int month = month(asctime.group(1));
            if (month > 0) {
                return Optional.of(LocalDate.of(number(asctime, 3), month, number(asctime, 2)));
            }
        }
        return Optional.empty();
    }

    /** A leap second is the second before it. */
    private static LocalTime time(Matcher time) {
        int second = time.group(3) == null ? 0 : number(time, 3);
        return LocalTime.of(number(time, 1), number(time, 2), Math.min(second, second == 60 ? 59 : second));
    }

    private static ZoneOffset zone(String rest) {
        Matcher numeric = NUMERIC_ZONE.matcher(rest);
        if (numeric.find()) {
            int minutes = number(numeric, 1) * 60 + number(numeric, 2);
            boolean possible = number(numeric, 2) < 60 && minutes <= 18 * 60;
            int sign = numeric.group().charAt(0) == '-' ? -1 : 1;
            return possible ? ZoneOffset.ofTotalSeconds(sign * minutes * 60) : ZoneOffset.UTC;
        }
        Matcher named = NAMED_ZONE.matcher(rest);
        int hours = named.find() ? HOURS.getOrDefault(named.group(1).toLowerCase(Locale.ROOT), 0) : 0;
        return ZoneOffset.ofHours(hours);
    }

    /** RFC 5322 4.3: below 50 is the 21st century, and three digits are years since 1900. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 4 ? year : year < 50 && digits.length() == 2 ? year + 2000 : year + 1900;
    }

    /** The number of a month, from 1; 0 if the three letters are none. */
    static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            depth += octet == '(' ? 1 : octet == ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && octet != ')') {
                plain.append(octet);
            }
        }
        return FieldOctets.trimmed(plain);
    }
}
