// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 15 Feb 2007 01:02:03 +0200 | 2007-02-15T01:02:03+02:00",
                "15 Feb 2007 01:02 +0200 | 2007-02-15T01:02+02:00",
                "Thu, 15 Feb 2007 01:02:03 +0200 (EET) | 2007-02-15T01:02:03+02:00",
                "Thu, 5 Feb 07 01:02:03 GMT | 2007-02-05T01:02:03Z",
                "Thu, 05 Feb 98 01:02:03 PST | 1998-02-05T01:02:03-08:00",
                "Fri, 5 Feb 107 01:02:03 Z | 2007-02-05T01:02:03Z",
                "Thu Feb 15 01:02:03 2007 | 2007-02-15T01:02:03Z",
                "Thu Feb 15 01:02:03 JST 2007 | 2007-02-15T01:02:03+09:00",
                "2007-02-15T01:02:03+09:00 | 2007-02-15T01:02:03+09:00",
                "2007-02-15 01:02:03 | 2007-02-15T01:02:03Z",
                "Thu,15 Feb 2007 1:2:3 -0000 | 2007-02-15T01:02:03Z",
                "Thu, 15-Feb-2007 01:02:60 +0000 | 2007-02-15T01:02:59Z",
                "Thu, 15 February 2007 01:02:03 GMT+0900 | 2007-02-15T01:02:03+09:00",
                "15 Feb (the 15th) 2007 (12) 01:02:03 EST | 2007-02-15T01:02:03-05:00",
                "15 Feb 2007 | 2007-02-15T00:00Z",
                "15 Feb 2007 01:02:03 +9999 | 2007-02-15T01:02:03Z",
            })
    void readsADate(String field, String expected) {
        assertThat(MessageDate.parse(new RawText(field))).map(Object::toString).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "30 Feb 2007 00:00:00 +0000",
                "15 Feb 2007 25:00:00 +0000",
                "15 Foo 2007 01:02:03",
                "01:02:03"
            })
    void readsNothingElse(String field) {
        assertThat(MessageDate.parse(new RawText(field))).isEmpty();
    }

    @Property(tries = 500)
    void readsTheUsualFormAsItWasWritten(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second,
            @ForAll @IntRange(min = -1080, max = 1080) int zone) {
        OffsetDateTime date = Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(zone * 60));
        String written = date.format(DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT));
        assertThat(MessageDate.parse(new RawText(written))).contains(date);
    }

    @Property(tries = 1000)
    void theUsualFormMeansTheSameAsWhereAllFormsAreLookedFor(
            @ForAll @IntRange(max = 30) int at, @ForAll @CharRange(from = ' ', to = '~') char changed) {
        StringBuilder written = new StringBuilder("Thu, 15 Feb 2007 01:02:03 +0530");
        written.setCharAt(at, changed);
        for (String text : List.of(written.toString(), written.substring(0, at), written.substring(at))) {
            UsualDate.parse(text)
                    .ifPresent(date -> assertThat(MessageDate.unusual(text)).contains(date));
        }
    }
}
