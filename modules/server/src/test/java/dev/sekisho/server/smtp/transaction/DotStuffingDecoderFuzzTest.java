// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.mime.HeaderReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random messages of what ends lines, stuffs dots and deceives, cut anyhow, against the plain words of RFC 5321 4.5.2. {@code
 * -Dsekisho.long=true} takes five minutes; {@code -Dsekisho.seed=N} replays one input.
 */
class DotStuffingDecoderFuzzTest {
    private static final Duration BUDGET =
            Boolean.getBoolean("sekisho.long") ? Duration.ofMinutes(5) : Duration.ofSeconds(3);
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r\n",
            "\r\n",
            ".",
            ".",
            "..",
            "\r",
            "\n",
            "a",
            "long line",
            "\0",
            "\r\n.\r\n",
            "\r\n..\r\n",
            "\u00e4");
    private static final Pattern END = Pattern.compile("(?s)(^|\r\n)\\.\r\n");
    private static final Pattern MALFORMED = Pattern.compile("\r(?!\n)|(?<!\r)\n|\0");

    @TempDir
    Path directory;

    private record Outcome(boolean ended, boolean malformed, String stored, String left) {}

    @Test
    void findsTheEndThatTheStandardSaysHoweverTheOctetsAreCut() throws IOException {
        Long replayed = Long.getLong("sekisho.seed");
        if (replayed != null) {
            compare(replayed);
            return;
        }
        long end = System.nanoTime() + BUDGET.toNanos();
        for (long seed = System.nanoTime(); System.nanoTime() < end; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        text.append("\r\n.\r\nQUIT\r\n");
        String octets = text.toString();
        Outcome expected = expected(octets);
        assertThat(take(octets, octets.length(), random))
                .as("-Dsekisho.seed=%d, whole", seed)
                .isEqualTo(expected);
        assertThat(take(octets, 1, random))
                .as("-Dsekisho.seed=%d, octet by octet", seed)
                .isEqualTo(expected);
        assertThat(take(octets, 0, random))
                .as("-Dsekisho.seed=%d, in pieces", seed)
                .isEqualTo(expected);
    }

    private static Outcome expected(String octets) {
        Matcher end = END.matcher(octets);
        assertThat(end.find()).isTrue();
        String sent = octets.substring(0, end.start() + end.group(1).length());
        boolean malformed = MALFORMED.matcher(sent).find();
        String stored = malformed ? "" : sent.replaceAll("(?s)(^|(?<=\r\n))\\.", "");
        return new Outcome(true, malformed, stored, octets.substring(end.end()));
    }

    private Outcome take(String octets, int piece, Random random) throws IOException {
        DotStuffingDecoder data = new DotStuffingDecoder();
        MessageBody body = new MessageBody("test", directory, 1_000_000, HeaderReader.ofMail());
        ByteBuf input = PooledByteBufAllocator.DEFAULT.buffer();
        try {
            boolean ended = false;
            for (int from = 0; from < octets.length(); ) {
                int to = Math.min(octets.length(), from + (piece == 0 ? 1 + random.nextInt(7) : piece));
                input.writeCharSequence(octets.substring(from, to), StandardCharsets.ISO_8859_1);
                from = to;
                ended = ended || data.take(input, body);
            }
            String stored =
                    data.malformed() ? "" : new String(body.content().readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Outcome(ended, data.malformed(), stored, input.toString(StandardCharsets.ISO_8859_1));
        } finally {
            input.release();
            body.dispose();
        }
    }
}
