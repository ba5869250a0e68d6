// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.header.RawText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "attachment; filename=a.txt | a.txt",
                "attachment; filename=\"a \\\"b\\\".txt\" | a \"b\".txt",
                "attachment; filename=a b (1).txt; size=3 | a b (1).txt",
                "attachment; FileName = a.txt (comment) | a.txt",
                "attachment; filename*=UTF-8''%E2%82%AC.pdf | €.pdf",
                "attachment; filename*=iso-2022-jp'ja'%1B$B%46%7C%1B%28B.pdf | 日.pdf",
                "attachment; filename=\"=?UTF-8?B?w6QucGRm?=\" | ä.pdf",
                "attachment; filename*0=\"long \"; filename*1=name | long name",
                "attachment; filename*1*=%A5; filename*0*=utf-8''%E6%97; filename*2=%41 | 日%41",
                "attachment; filename=plain; filename*=utf-8''%C3%A4 | ä",
                "attachment; filename*=%C3%A4 | ä",
                "attachment; filename*=utf-8''100% | 100%",
                "attachment; x; ; filename=a | a",
                "attachment; filename=\"unclosed | unclosed",
            })
    void decodesAFileName(String field, String expected) {
        Disposition disposition = ContentParser.disposition(RawText.ofUtf8(field));

        assertThat(disposition.type()).isEqualTo("attachment");
        assertThat(disposition.parameters().value("filename")).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | text/plain",
                "TEXT/HTML;charset=x | text/html",
                "text / plain (comment) | text/plain",
                "text/plain charset=utf-8 | text/plain",
                "text | none",
                "text/ | none",
                "/plain | none",
                "te xt/plain | none",
                "'' | none",
            })
    void readsAMediaType(String field, String expected) {
        String read = ContentParser.mediaType(new RawText(field))
                .map(type -> type.type() + "/" + type.subtype())
                .orElse("none");

        assertThat(read).isEqualTo(expected);
    }
}
