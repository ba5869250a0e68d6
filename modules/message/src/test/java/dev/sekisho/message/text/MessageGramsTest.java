// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static dev.sekisho.message.Messages.message;
import static dev.sekisho.message.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageGramsTest {
    @ParameterizedTest
    @CsvSource({
        "ISO-2022-JP, 会議の資料",
        "Shift_JIS, 会議の資料",
        "EUC-JP, ガソリン",
        "GB18030, 会议资料",
        "KOI8-R, Совещание",
        "UTF-8, 회의자료",
    })
    void textsOfEveryCharsetHaveTheSameGrams(String charset, String text) throws IOException {
        byte[] header = message("Subject: s\nContent-Type: text/plain; charset=" + charset + "\n\n");
        byte[] body = text.getBytes(Charset.forName(charset));

        assertThat(grams(header, concatenated(header, body)))
                .containsAll(TextGrams.of(text, 100))
                .containsAll(TextGrams.of("subject", 100));
    }

    @Test
    void encodedWordsAreRead() throws IOException {
        byte[] message = message("Subject: =?ISO-2022-JP?B?GyRCMnE1RCROO3FOQRsoQg==?=\n\nbody");

        assertThat(grams(message, message)).containsAll(TextGrams.of("会議の資料", 100));
    }

    @Test
    void attachmentsHaveNone() throws IOException {
        byte[] message = message("Content-Type: application/pdf\n\nneedle");

        assertThat(grams(new byte[0], message)).isEmpty();
    }

    @Test
    void aLongTextIsNotIndexedToItsEnd() throws IOException {
        byte[] shorter = utf8("Subject: s\n\n" + "all work and no play ".repeat(10_000) + "needle");
        byte[] longer = utf8("Subject: s\n\n" + "all work and no play ".repeat(100_000) + "needle");

        assertThat(of(shorter, shorter).complete()).isTrue();
        assertThat(grams(shorter, shorter)).containsAll(TextGrams.of("needle", 100));
        assertThat(of(longer, longer).complete()).isFalse();
    }

    @Test
    void aHeaderThatMayContinueWhatIsBeforeItIsNotComplete() throws IOException {
        byte[] message = utf8(" folded\nSubject: s\n\nbody");

        assertThat(of(message, message).complete()).isFalse();
    }

    @Test
    void aNulWithinAFieldDividesNothing() throws IOException {
        byte[] message = utf8("Subject: nee\0dle\n\nbody");

        assertThat(grams(message, message)).containsAll(TextGrams.of("needle", 100));
    }

    private static MessageGrams of(byte[] message, byte[] all) throws IOException {
        int end = new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return MessageGrams.of(Arrays.copyOf(message, end < 0 ? 0 : end + 4), new ByteArrayInputStream(all));
    }

    private static List<Integer> grams(byte[] header, byte[] all) throws IOException {
        return Arrays.stream(of(header, all).grams()).boxed().toList();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
