// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The addresses by which a DNS list says that a client is listed (RFC 5782 2.1): ranges within 127.0.0.0/8. 127.255.255.0/24 is never
 * among them: lists answer with it when they refuse a question.
 *
 * @param ranges the ranges, at least one
 */
public record DnsListAnswers(List<Range> ranges) {
    private static final String ADDRESS = "(127)\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})";
    private static final Pattern RANGE = Pattern.compile("(?<first>" + ADDRESS + ")(-(?<last>" + ADDRESS + "))?");
    private static final int ERRORS = number(new byte[] {127, -1, -1, 0});
    private static final int MOST_RANGES = 32;

    /**
     * What counts if nothing is said: not 127.0.0.1 and 127.0.0.255, by which some lists say that too many questions were asked.
     */
    public static final DnsListAnswers USUAL =
            parse("127.0.0.2-127.0.0.254 127.0.1.0-127.255.254.255").orElseThrow();

    /**
     * Addresses from one to another.
     *
     * @param first the first one, as a number
     * @param last the last one, as a number
     */
    public record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? text(first) : text(first) + "-" + text(last);
        }
    }

    public DnsListAnswers {
        ranges = List.copyOf(ranges);
    }

    /** Reads addresses and ranges such as {@code 127.0.0.2-127.0.0.11}, several with blanks between them; empty for anything else. */
    public static Optional<DnsListAnswers> parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            Optional<Range> range = range(word);
            if (range.isEmpty() || ranges.size() == MOST_RANGES) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new DnsListAnswers(ranges));
    }

    private static Optional<Range> range(String word) {
        Matcher matcher = RANGE.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = number(matcher.group("first"));
        int last = matcher.group("last") == null ? first : number(matcher.group("last"));
        return first >= 0 && last >= first && last < ERRORS ? Optional.of(new Range(first, last)) : Optional.empty();
    }

    /** The number of an address; -1 if one of its parts is more than 255. */
    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.")) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return -1;
            }
            number = number << Byte.SIZE | octet;
        }
        return number;
    }

    private static int number(byte[] address) {
        int number = 0;
        for (byte octet : address) {
            number = number << Byte.SIZE | octet & 0xFF;
        }
        return number;
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** True if an answer, by the octets of its IPv4 address, says that the client is listed. */
    public boolean contain(byte[] answer) {
        int number = number(answer);
        return isOfAList(answer)
                && ranges.stream().anyMatch(range -> range.first() <= number && number <= range.last());
    }

    /** True if a list may answer so: an IPv4 address within 127.0.0.0/8. */
    static boolean isOfAList(byte[] answer) {
        return answer.length == 4 && answer[0] == 127;
    }

    /** True if a list says by this answer that it refuses the question: 127.255.255.0/24. */
    static boolean isError(byte[] answer) {
        return isOfAList(answer) && number(answer) >= ERRORS;
    }

    /** An IPv4 address as it is written. */
    static String text(byte[] answer) {
        return answer.length == 4 ? text(number(answer)) : answer.length + " octets";
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(" "));
    }
}
