// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static dev.sekisho.message.Messages.message;
import static dev.sekisho.message.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "Shift_JIS", "EUC-JP", "GB18030", "UTF-8", "UTF-16"})
    void decodesCharsets(String charset) {
        String text = "日本語の文".repeat(500);

        assertThat(body(encoded(charset, "8bit", text.getBytes(Charset.forName(charset)))))
                .isEqualTo(text + "\n");
        assertThat(body(encoded(charset, "base64", base64(text.getBytes(Charset.forName(charset))))))
                .isEqualTo(text + "\n");
    }

    @Test
    void hasTheNamesOfAttachedFiles() {
        assertThat(
                        body(
                                message(
                                        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below\n--b\n"
                                                + "Content-Type: application/pdf; name=\"old.pdf\"\nContent-Disposition: attachment;\n"
                                                + " filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n")))
                .isEqualTo("See below\nold.pdf\n請求書.pdf\n");
    }

    @Test
    void hasWhatAReportSaysOfAMessage() {
        assertThat(
                        body(
                                message(
                                        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
                                                + "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; nobody@example.org\n--b\n"
                                                + "Content-Type: message/rfc822\n\nMessage-ID: <abc@example.org>\nReply-To: r@example.org\n\nx\n--b--\n")))
                .contains("Final-Recipient: rfc822; nobody@example.org", "<abc@example.org>", "r@example.org");
    }

    @Test
    void guessesWhereTheCharsetSaysLittle() {
        assertThat(body(utf8("Content-Type: text/plain\n\nGrüße"))).isEqualTo("Grüße\n");
        assertThat(body(message("Subject: s\n\n\u001B$BF|K\\\u001B(B"))).isEqualTo("日本\n");
        assertThat(body(utf8("Content-Type: text/plain; charset=iso-8859-1\n\nGrüße")))
                .isEqualTo("Grüße\n");
        assertThat(body(message("Content-Type: text/plain; charset=us-ascii\n\nGr\u00fc\u00dfe")))
                .isEqualTo("Grüße\n");
        assertThat(body(message("Content-Type: text/plain; charset=no-such\n\nGr\u00fc\u00dfe")))
                .isEqualTo("Grüße\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Hi Mom +Jjo-!, Hi Mom ☺!",
        "A+ImIDkQ., A≢Α.",
        "+ZeVnLIqe-, 日本語",
        "1 +- 1, 1 + 1",
        "+2D3eAA-x, 😀x",
        "a+, a",
        "+!, !",
    })
    void decodesUtf7(String encoded, String expected) {
        RawText subject = new RawText("=?utf-7?q?" + encoded.replace(' ', '_') + "?=");

        assertThat(body(message("Content-Type: text/plain; charset=UTF-7\n\n" + encoded)))
                .isEqualTo(expected + "\n");
        assertThat(HeaderText.decode(subject)).isEqualTo(expected);
    }

    @Test
    void decodesUuencode() {
        String text = "Content-Transfer-Encoding: x-uuencode\n\nbefore\nbegin 644 a.txt\n%:&5L;&\\\n`\nend\nafter\n";

        assertThat(body(message(text))).isEqualTo("hello\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a=3Db|a=b",
                "a=~b|ab",
                "a= ~b|ab",
                "a=C3=A4b|aäb",
                "a=zz|a=zz",
                "a=4|a",
                "a=|a",
                "=E6=97=~=A5|日",
            })
    void decodesQuotedPrintable(String encoded, String expected) {
        String text = "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\n"
                + encoded.replace('~', '\n');

        assertThat(body(message(text))).isEqualTo(expected + "\n");
    }

    @Test
    void decodesBase64WithWhatDoesNotBelongThere() {
        String text = "Content-Transfer-Encoding: base64\n\nQU\n!FB*\nQQ==\nQg==\n";

        assertThat(body(message(text))).isEqualTo("AAAAB\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p>b</p> | a b",
                "no<b>where</b> | nowhere",
                "a<br>b | a b",
                "<style>x</style>a<script>if (a < b) \"</p>\"</script>b | a b",
                "a<!-- <b> -- c -->b | ab",
                "<a title='x > y' href=\"z\">t</a> | t",
                "1 < 2 &amp; 3 &gt; 2 | 1 < 2 & 3 > 2",
                "&auml;&#228;&#xE4;&euro;&nosuch;& x | äää€&nosuch;& x",
                "&#0;&#xD800;&#99999999; | ���",
                "a <unclosed | a",
            })
    void takesTheTextOfHtml(String html, String expected) {
        String read = body(utf8("Content-Type: text/html; charset=utf-8\n\n" + html));

        assertThat(read.strip().replaceAll("\\s+", " ")).isEqualTo(expected);
    }

    @Test
    void takesAllTextPartsAndTheHeadersOfEmbeddedMessages() {
        String text = body(message("""
                        Subject: outer
                        Content-Type: multipart/mixed; boundary=b

                        preamble
                        --b

                        first
                        --b
                        Content-Type: application/pdf

                        %PDF
                        --b
                        Content-Type: message/rfc822

                        Subject: =?utf-8?q?inn=C3=A9r?=
                        From: =?utf-8?q?J=C3=B6rg?= <j@example.org>

                        second
                        --b--
                        epilogue
                        """));

        assertThat(text).isEqualTo("first\ninnér\nJörg j@example.org\nsecond\n");
    }

    @Test
    void takesTheHeaderWhereItIsWanted() throws IOException {
        StringBuilder text = new StringBuilder();

        BodyText.readWithHeader(
                new ByteArrayInputStream(message("X-Mine: =?utf-8?q?=C3=A9?=\n folded\nnonsense\nSubject: s\n\nbody")),
                text::append);

        assertThat(text).hasToString("x-mine: é folded\nsubject: s\nbody\n");
    }

    @Test
    void stopsWhenEnoughCame() {
        byte[] message = utf8("Content-Type: text/plain; charset=utf-8\n\n" + "line\n".repeat(100_000));
        StringBuilder read = new StringBuilder();

        BodyText.read(message, new TextSink() {
            @Override
            public void accept(CharSequence text) {
                read.append(text);
            }

            @Override
            public boolean isDone() {
                return read.length() > 100;
            }
        });

        assertThat(read).hasSizeLessThan(3_000);
    }

    private static String body(byte[] message) {
        StringBuilder text = new StringBuilder();
        BodyText.read(message, text::append);
        return text.toString();
    }

    private static byte[] base64(byte[] octets) {
        return Base64.getMimeEncoder().encode(octets);
    }

    private static byte[] encoded(String charset, String encoding, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("Content-Type: text/plain; charset=" + charset + "\r\nContent-Transfer-Encoding: "
                        + encoding + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(body);
        return message.toByteArray();
    }
}
