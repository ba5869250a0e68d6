// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.header.AddressParser;
import dev.sekisho.message.header.RawText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortKeysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo bar <a@b.c> | a | foo bar",
                "b@c.d | b | b@c.d",
                "d | d | d",
                "=?iso-8859-1?q?foo_Car?= <f@g.h> | f | foo car",
                "z: aa@aa.org, bb@bb.org; | z | z",
                "Empty:; | empty | empty",
                "user@b.c, x@y.z | user | user@b.c",
                "'' | '' | ''",
            })
    void comparesTheFirstAddress(String field, String mailbox, String display) {
        assertThat(SortKeys.mailbox(AddressParser.parse(new RawText(field)))).isEqualTo(UnicodeCasemap.of(mailbox));
        assertThat(SortKeys.displayName(AddressParser.parse(new RawText(field))))
                .isEqualTo(UnicodeCasemap.of(display));
    }
}
