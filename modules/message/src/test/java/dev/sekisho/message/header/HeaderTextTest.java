// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain text|plain text",
                "=?UTF-8?B?w6QucGRm?=|ä.pdf",
                "=?utf-8?q?Gr=C3=BC=C3=9Fe?= an alle|Grüße an alle",
                "=?iso-8859-1?q?a_b?= =?iso-8859-1?q?_c?=|a b c",
                "=?iso-8859-1?Q?a?= b =?iso-8859-1?Q?c?=|a b c",
                "=?UTF-8?B?5pel?= =?UTF-8?B?5pys?=|日本",
                "=?UTF-8?Q?=E6=97?= =?UTF-8?Q?=A5?=|日",
                "=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=|日本",
                "=?Shift_JIS?B?k/qWew==?=|日本",
                "=?EUC-JP?B?xvzL3A==?=|日本",
                "=?GB2312?B?yNWxvg==?=|日本",
                "=?KOI8-R?B?9MXT1A==?=|Тест",
                "=?us-ascii*en?q?Hello?=|Hello",
                "\"=?utf-8?q?=C3=A4?=\"|\"ä\"",
                "(=?utf-8?q?a?=)|(a)",
                "=?utf-8?q?a b?=|a b",
                "=?utf-8?x?a?=|=?utf-8?x?a?=",
                "=?utf-8?q?a|=?utf-8?q?a",
                "=?no-such-charset?q?a=C3=A4?=|aä",
                "=?utf-8?q?=ZZ=4?=|=ZZ=4",
                "=?utf-8?b?YQ=?=|a",
                "=?utf-8?q??=|''",
            })
    void decodesEncodedWords(String raw, String expected) {
        assertThat(HeaderText.decode(new RawText(raw))).isEqualTo(expected);
    }

    @Test
    void readsOctetsThatNothingLabels() {
        assertThat(HeaderText.decode(RawText.of("Grüße".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("Grüße");
        assertThat(HeaderText.decode(RawText.of("Grüße".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("Grüße");
        assertThat(HeaderText.decode(RawText.of("日本".getBytes(Charset.forName("ISO-2022-JP")))))
                .isEqualTo("日本");
    }

    @Test
    void readsRawTextBesideEncodedWords() {
        assertThat(HeaderText.decode(RawText.ofUtf8("ä =?utf-8?q?=C3=B6?= ü"))).isEqualTo("ä ö ü");
    }
}
