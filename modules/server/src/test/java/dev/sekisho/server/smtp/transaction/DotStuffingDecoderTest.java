// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.mime.HeaderReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingDecoderTest {
    private static final String MESSAGE =
            "Subject: x\r\n\r\n..stuffed\r\n...\r\n.\t\r\nplain\r\n\r\nlast. \r\n.\r\nQUIT\r\n";
    private static final String STORED = "Subject: x\r\n\r\n.stuffed\r\n..\r\n\t\r\nplain\r\n\r\nlast. \r\n";

    @TempDir
    Path directory;

    private record Outcome(boolean ended, boolean malformed, String stored, String left) {}

    @Test
    void storesTheSameHoweverTheOctetsAreCutInTwo() throws IOException {
        for (int cut = 0; cut <= MESSAGE.length(); cut++) {
            assertThat(take(MESSAGE.substring(0, cut), MESSAGE.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(new Outcome(true, false, STORED, "QUIT\r\n"));
        }
    }

    @Test
    void storesTheSameWhenFedOctetByOctet() throws IOException {
        String[] octets = MESSAGE.split("");
        assertThat(take(octets)).isEqualTo(new Outcome(true, false, STORED, "QUIT\r\n"));
    }

    @Test
    void storesTheSameInRandomPieces() throws IOException {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            assertThat(take(pieces(MESSAGE, random))).isEqualTo(new Outcome(true, false, STORED, "QUIT\r\n"));
        }
    }

    @Test
    void takesAnEmptyMessage() throws IOException {
        assertThat(take(".\r\n")).isEqualTo(new Outcome(true, false, "", ""));
    }

    @Test
    void waitsForTheEnd() throws IOException {
        assertThat(take("a\r\n.").ended()).isFalse();
        assertThat(take("a\r\n.\r").ended()).isFalse();
        assertThat(take("a\r\n..\r\n").ended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\n.\\nMAIL\\r\\n.\\r\\n'",
        "'a\\n.\\r\\nMAIL\\r\\n.\\r\\n'",
        "'a\\r\\n.\\nMAIL\\r\\n.\\r\\n'",
        "'a\\r.\\rMAIL\\r\\n.\\r\\n'",
        "'a\\r.\\r\\nMAIL\\r\\n.\\r\\n'",
        "'a\\r\\n.\\rMAIL\\r\\n.\\r\\n'",
        "'a\\r\\n\\n.\\r\\nMAIL\\r\\n.\\r\\n'",
        "'a\\r\\r\\n.\\r\\r\\nMAIL\\r\\n.\\r\\n'",
        "'a\\n\\n.\\n\\nMAIL\\r\\n.\\r\\n'"
    })
    void neverMakesTwoMessagesOfOne(String escaped) throws IOException {
        String octets = escaped.replace("\\r", "\r").replace("\\n", "\n");
        for (int cut = 0; cut <= octets.length(); cut++) {
            Outcome outcome = take(octets.substring(0, cut), octets.substring(cut));
            assertThat(outcome.ended()).isTrue();
            assertThat(outcome.malformed()).as("cut at %d", cut).isTrue();
            assertThat(outcome.left()).isEmpty();
        }
    }

    @Test
    void keepsLinesOfAnyLength() throws IOException {
        String line = "x".repeat(100_000) + "\r\n";
        assertThat(take(line + ".\r\n").stored()).isEqualTo(line);
    }

    private Outcome take(String... pieces) throws IOException {
        DotStuffingDecoder data = new DotStuffingDecoder();
        MessageBody body = new MessageBody("test", directory, 1_000_000, HeaderReader.ofMail());
        ByteBuf input = Unpooled.buffer();
        boolean ended = false;
        for (String piece : pieces) {
            input.writeBytes(piece.getBytes(StandardCharsets.ISO_8859_1));
            if (!ended) {
                ended = data.take(input, body);
            }
        }
        String stored = new String(body.content().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Outcome(ended, data.malformed(), stored, input.toString(StandardCharsets.ISO_8859_1));
    }

    private static String[] pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(6));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces.toArray(new String[0]);
    }
}
