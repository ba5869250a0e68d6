// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.HostOrIpv4;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that are used in more than one place. */
public final class ValueTypes {

    /** No text at all: an element that only holds others. */
    public static final ValueType<String> NOTHING = ValueType.of(
            text -> text.isEmpty() ? Optional.of("") : Optional.empty(),
            "has text of its own",
            "write only elements in it");
    /** Any text, of which nothing is asked. */
    public static final ValueType<String> ANY = ValueType.of(Optional::of, "", "any text");
    /** A text that is not empty, on one line. */
    public static final ValueType<String> LINE = ValueType.of(
            text -> printable(text) ? Optional.of(text) : Optional.empty(),
            "is not one line of printable characters",
            "write a text on one line");
    /** Yes or no, in the words that James reads. */
    public static final ValueType<Boolean> BOOLEAN =
            ValueType.of(ValueTypes::yesOrNo, "is neither true nor false", "use true or false");
    /** A time with its unit. */
    public static final ValueType<Duration> TIME = new ValueType<>(
            ValueTypes::time,
            ValueTypes::write,
            "is not a time",
            "use a whole number from 1 and a unit, such as 10s, 5m, 1h or 5d",
            false);
    /** A day of the calendar. */
    public static final ValueType<LocalDate> DAY =
            ValueType.of(ValueTypes::day, "is not a day", "write year, month and day, such as 2027-01-31");
    /** A host name, in any letters (RFC 1123 2.1, RFC 5890), which is taken in those of the DNS; an IP address is none. */
    public static final ValueType<String> HOST = ValueType.of(
                    ValueTypes::host, "is not a host name", "use a name such as mail.example.org")
            .withHint(Hints::inName);
    /** A domain of mail. */
    public static final ValueType<String> DOMAIN = ValueType.of(
                    text -> DomainName.parse(text).map(DomainName::text),
                    "is not a domain",
                    "use a name such as example.org")
            .withHint(Hints::inName);
    /** A host name or an IPv4 address. */
    public static final ValueType<String> SERVER = ValueType.of(
                    text -> HostOrIpv4.read(text).toOptional(),
                    "is neither a host name nor an IPv4 address",
                    "use a name such as mail.example.org")
            .withHint(Hints::inName);

    private static final Pattern TIME_TEXT = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>[smhd])");
    private static final Pattern SIZE_TEXT = Pattern.compile("(?<number>[0-9]{1,12}) ?(?<unit>[BKMG]?)");

    private static final long LARGEST_SIZE = 1L << 50;

    private ValueTypes() {}

    /** A time in seconds, without a unit. */
    public static ValueType<Duration> seconds(int least) {
        return new ValueType<>(
                text -> whole(text, least, Integer.MAX_VALUE).map(Duration::ofSeconds),
                time -> String.valueOf(time.toSeconds()),
                "is not a time that is allowed here",
                "use a whole number of seconds, " + least + " or more",
                false);
    }

    /** A whole number within bounds, both included. */
    public static ValueType<Integer> number(int least, int most) {
        String upTo = most == Integer.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
        return ValueType.of(
                text -> whole(text, least, most).map(Long::intValue),
                "is not a number that is allowed here",
                "use a whole number " + upTo);
    }

    /** A number of octets, with B, K, M or G (powers of 1,024); {@code unit} is that of a bare number, the bounds are included. */
    public static ValueType<Long> size(char unit, long least, long most) {
        return new ValueType<>(
                text -> octets(text, unit).filter(size -> size >= least && size <= most),
                ValueTypes::writeSize,
                "is not a size",
                "use a whole number and B, K, M or G, such as 35M; " + unit + " where no unit is said",
                false);
    }

    /** One of a few words. */
    public static <T> ValueType<T> word(List<T> values, Function<T, String> word) {
        List<String> words = values.stream().map(word).toList();
        return new ValueType<>(
                text -> values.stream()
                        .filter(value -> word.apply(value).equals(text))
                        .findFirst(),
                word,
                "is unknown",
                "use " + either(words),
                false);
    }

    /** One of the constants of an enum, in lower case and with hyphens. */
    public static <E extends Enum<E>> ValueType<E> word(Class<E> type) {
        return word(
                Arrays.asList(type.getEnumConstants()),
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** {@code a, b or c}. */
    static String either(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : words.subList(0, last).stream().collect(Collectors.joining(", ", "", " or ")) + words.get(last);
    }

    private static Optional<String> host(String text) {
        return DomainName.readHost(text).toOptional().map(DomainName::text);
    }

    private static boolean printable(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> whole(String text, long least, long most) {
        if (!text.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Duration> time(String text) {
        Matcher matcher = TIME_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group("number"));
        Duration time = switch (matcher.group("unit")) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return number > 0 ? Optional.of(time) : Optional.empty();
    }

    private static String write(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static Optional<Long> octets(String text, char bare) {
        Matcher matcher = SIZE_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String said = matcher.group("unit");
        int power = "BKMG".indexOf(said.isEmpty() ? bare : said.charAt(0));
        long number = Long.parseLong(matcher.group("number"));
        return number <= LARGEST_SIZE >> (10 * power) ? Optional.of(number << (10 * power)) : Optional.empty();
    }

    private static String writeSize(long octets) {
        return octets % (1 << 20) == 0 ? (octets >> 20) + "M" : octets + "B";
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}
