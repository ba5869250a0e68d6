// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import static org.assertj.core.api.Assertions.assertThat;

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
}
