// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads a date as nearly all programs write it, {@code Mon, 30 Nov 2026 21:05:59 +0900} (RFC 5322 3.3), the weekday and the seconds optional. It
 * takes a tenth of the time that looking for all forms takes, and means the same.
 */
final class UsualDate {
    private static final int MISSING = -1;

    private final String text;
    private int at;
    private boolean fits = true;

    private UsualDate(String text) {
        this.text = text;
    }

    /** Nothing if it is written in another way, or there is no such date. */
    static Optional<OffsetDateTime> parse(String text) {
        try {
            return new UsualDate(text).read();
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    private Optional<OffsetDateTime> read() {
        if (text.length() > 5 && text.charAt(3) == ',') {
            letters();
            at++;
            take(' ');
        }
        int day = number(1, 2);
        take(' ');
        int month = MessageDate.month(letters());
        take(' ');
        int year = number(4, 4);
        take(' ');
        int hour = number(2, 2);
        take(':');
        int minute = number(2, 2);
        int second = isNext(':') ? secondsBehindColon() : 0;
        take(' ');
        ZoneOffset zone = zone();
        return fits && at == text.length() && month > 0
                ? Optional.of(OffsetDateTime.of(year, month, day, hour, minute, second, 0, zone))
                : Optional.empty();
    }

    private int secondsBehindColon() {
        at++;
        return number(2, 2);
    }

    private ZoneOffset zone() {
        int sign = isNext('-') ? -1 : 1;
        fits &= sign < 0 || isNext('+');
        at++;
        int hours = number(2, 2);
        int minutes = number(2, 2);
        fits &= minutes < 60;
        return fits ? ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes) : ZoneOffset.UTC;
    }

    private boolean isNext(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }

    private void take(char expected) {
        fits &= isNext(expected);
        at++;
    }

    /** Three letters. */
    private String letters() {
        int start = at;
        while (at < text.length() && at < start + 3 && isLetter(text.charAt(at))) {
            at++;
        }
        fits &= at == start + 3;
        return fits ? text.substring(start, at) : "";
    }

    private static boolean isLetter(char octet) {
        return octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
    }

    private int number(int least, int most) {
        int start = at;
        int number = 0;
        while (at < text.length() && at < start + most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at++) - '0';
        }
        boolean there = at >= start + least;
        fits &= there;
        return there ? number : MISSING;
    }
}
