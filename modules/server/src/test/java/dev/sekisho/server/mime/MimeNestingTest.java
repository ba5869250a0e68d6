// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.NestedMessages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeNestingTest {
    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void takesAsManyLevelsAsAreAllowed(NestedMessages kind) throws Exception {
        assertThat(fault(kind.levels(MimeNesting.LIMIT))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void refusesOneLevelMore(NestedMessages kind) throws Exception {
        assertThat(fault(kind.levels(MimeNesting.LIMIT + 1)).orElseThrow())
                .contains("101 levels or more, 100 are allowed");
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void refusesTensOfThousandsOfLevelsWithoutFollowingThem(NestedMessages kind) throws Exception {
        assertThat(fault(kind.levels(50_000))).isPresent();
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void looksOnceAtWhateverIsNestedTooDeeply(NestedMessages kind) {
        assertThat(many(kind.levels(MimeNesting.LIMIT + 1))).isTrue();
        assertThat(many(kind.levels(MimeNesting.LIMIT / 4))).isFalse();
    }

    @Test
    void takesPartsBesideEachOther() throws Exception {
        String digest = NestedMessages.digestOfMessages(5_000);
        assertThat(many(digest)).isTrue();
        assertThat(fault(digest)).isEmpty();
    }

    @Test
    void takesTextThatLooksLikeMessages() throws Exception {
        String mailbox = "Subject: an old mailbox\r\nContent-Type: text/plain\r\n\r\n"
                + "From alice\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(5_000);
        assertThat(many(mailbox)).isTrue();
        assertThat(fault(mailbox)).isEmpty();
    }

    @Test
    void refusesAHeaderFieldTooLongToTellWhatItNests() throws Exception {
        String endless = "Content-Type: text/plain;" + " x=y;\r\n".repeat(200_000) + "\r\n\r\nend\r\n";
        assertThat(fault(endless).orElseThrow()).contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: a/b\r\n",
                "CONTENT-TYPE: a/b\r\n",
                "cOnTeNt-tYpE :\r\n a/b\r\n",
                "Subject: x\r\nContent-type: a/b\r\n",
                "Subject: x\nContent-type: a/b\n",
                "\r\n\r\nContent-Type: a/b\r\n"
            })
    void countsALineOfAnyCase(String line) {
        assertThat(many(line.repeat(51))).isTrue();
        assertThat(many(line.repeat(50))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Transfer-Encoding: 8bit\r\n",
                "X-Content-Type: a/b\r\n",
                "Subject: Content-Type: a/b\r\n",
                " Content-Type: a/b\r\n",
                "Content\r\n-Type\r\n"
            })
    void countsNoOtherLine(String line) {
        assertThat(many(line.repeat(1_000))).isFalse();
    }

    @Test
    void countsTheSameHoweverTheOctetsAreCut() {
        String line = "Subject: x\r\nContent-Type: a/b\r\n";
        for (int size = 1; size < 40; size++) {
            assertThat(many(line.repeat(51), size)).isTrue();
            assertThat(many(line.repeat(50), size)).isFalse();
        }
    }

    private static Optional<String> fault(String message) throws IOException {
        return MimeNesting.of(new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)))
                .fault();
    }

    private static boolean many(String message) {
        return many(message, message.length());
    }

    private static boolean many(String message, int size) {
        byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
        ContentTypeCounter lines = new ContentTypeCounter();
        for (int from = 0; from < octets.length; from += size) {
            lines.see(octets, from, Math.min(octets.length, from + size));
        }
        return lines.many();
    }
}
