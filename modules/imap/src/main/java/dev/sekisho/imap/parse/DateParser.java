// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Reads dates (RFC 9051 9, date and date-time). A day may have one digit in both, with and without a blank before it, because clients write
 * all of these.
 */
final class DateParser {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final String DATE = "a date such as 1-Feb-2025";
    private static final String TIME = "a date and time such as \" 1-Feb-2025 18:28:47 +0000\"";

    private static final int LAST_YEAR = 9_999;

    private final Cursor cursor;

    DateParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** date, in quotes or not. */
    LocalDate date() throws SyntaxException {
        boolean quoted = cursor.take('"');
        LocalDate date = day(DATE);
        if (quoted) {
            cursor.expect('"');
        }
        return date;
    }

    /** date-time. */
    OffsetDateTime dateTime() throws SyntaxException {
        cursor.expect('"');
        cursor.take(' ');
        LocalDate date = day(TIME);
        cursor.blank();
        int hour = digits(1, 2, TIME);
        cursor.expect(':');
        int minute = digits(2, 2, TIME);
        cursor.expect(':');
        // A leap second is the one before it: java.time has none.
        int second = Math.min(59, digits(2, 2, TIME));
        cursor.blank();
        boolean west = cursor.peek() == '-';
        if (!west && cursor.peek() != '+') {
            throw cursor.unexpected(TIME);
        }
        cursor.next();
        int zone = digits(4, 4, TIME);
        cursor.expect('"');
        try {
            int minutes = zone / 100 * 60 + zone % 100;
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((west ? -60 : 60) * minutes);
            return withFourDigits(OffsetDateTime.of(date, LocalTime.of(hour, minute, second), offset));
        } catch (DateTimeException noSuchTime) {
            throw cursor.unexpected("a time and zone that exist before this");
        }
    }

    /** INTERNALDATE is told in UTC, with a year of four digits. */
    private static OffsetDateTime withFourDigits(OffsetDateTime time) {
        int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
        if (year < 0 || year > LAST_YEAR) {
            throw new DateTimeException("a year of four digits is expected, found " + year);
        }
        return time;
    }

    private LocalDate day(String expected) throws SyntaxException {
        int day = digits(1, 2, expected);
        cursor.expect('-');
        int month = MONTHS.indexOf(month(expected)) + 1;
        cursor.expect('-');
        int year = digits(4, 4, expected);
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException noSuchDay) {
            throw cursor.unexpected("a day that exists before this");
        }
    }

    private String month(String expected) throws SyntaxException {
        StringBuilder month = new StringBuilder();
        while (month.length() < 3 && Octets.isAtom(cursor.peek()) && cursor.peek() != '-') {
            month.append((char) cursor.next());
        }
        String upper = month.toString().toUpperCase(Locale.ROOT);
        if (!MONTHS.contains(upper)) {
            throw cursor.unexpected(expected);
        }
        return upper;
    }

    private int digits(int least, int most, String expected) throws SyntaxException {
        int number = 0;
        int count = 0;
        while (count < most && Octets.isDigit(cursor.peek())) {
            number = 10 * number + cursor.next() - '0';
            count++;
        }
        if (count < least) {
            throw cursor.unexpected(expected);
        }
        return number;
    }
}
