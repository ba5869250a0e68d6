// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.transport.input.LineReader.Line;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final int LIMIT = 16;

    @Test
    void takesOneLineAtATimeAndLeavesTheRest() {
        ByteBuf input = octets("NOOP\r\nQUIT\r\n");
        assertThat(text(new LineReader().take(input, LIMIT))).isEqualTo("NOOP");
        assertThat(input.toString(StandardCharsets.US_ASCII)).isEqualTo("QUIT\r\n");
    }

    @Test
    void findsTheSameLinesHoweverTheyAreCut() {
        String whole = "NOOP\r\n\r\nHELP x\r\n";
        for (int cut = 0; cut <= whole.length(); cut++) {
            LineReader reader = new LineReader();
            ByteBuf input = octets(whole.substring(0, cut));
            List<String> found = drain(reader, input);
            input.writeBytes(whole.substring(cut).getBytes(StandardCharsets.US_ASCII));
            found.addAll(drain(reader, input));
            assertThat(found).as("cut at %d", cut).containsExactly("NOOP", "", "HELP x");
        }
    }

    @Test
    void takesALineAsLongAsAllowedAndNoLonger() {
        assertThat(new LineReader().take(octets("x".repeat(14) + "\r\n"), LIMIT))
                .isInstanceOf(Line.Text.class);
        assertThat(new LineReader().take(octets("x".repeat(15) + "\r\n"), LIMIT))
                .isInstanceOf(Line.TooLong.class);
    }

    @Test
    void skipsAnOverlongLineWholeThoughItComesInPieces() {
        LineReader reader = new LineReader();
        assertThat(reader.take(octets("x".repeat(100)), LIMIT)).isInstanceOf(Line.Incomplete.class);
        ByteBuf rest = octets("QUIT\r\nNOOP\r\n");
        assertThat(reader.take(rest, LIMIT)).isInstanceOf(Line.TooLong.class);
        assertThat(text(reader.take(rest, LIMIT))).isEqualTo("NOOP");
    }

    @Test
    void doesNotWaitForTheEndOfAnEndlessLine() {
        LineReader reader = new LineReader();
        Line last = new Line.Incomplete();
        for (int i = 0; i < 70; i++) {
            last = reader.take(octets("x".repeat(1_000)), LIMIT);
        }
        assertThat(last).isInstanceOf(Line.Endless.class);
    }

    @Test
    void reportsLinesWithBareEndsOrNul() {
        assertThat(new LineReader().take(octets("NOOP\n"), LIMIT)).isInstanceOf(Line.Malformed.class);
        assertThat(new LineReader().take(octets("NO\rOP\r\n"), LIMIT)).isInstanceOf(Line.Malformed.class);
        assertThat(new LineReader().take(octets("NO\0OP\r\n"), LIMIT)).isInstanceOf(Line.Malformed.class);
        assertThat(new LineReader().take(octets("\n"), LIMIT)).isInstanceOf(Line.Malformed.class);
    }

    private static List<String> drain(LineReader reader, ByteBuf input) {
        List<String> found = new ArrayList<>();
        while (input.isReadable() && reader.take(input, LIMIT) instanceof Line.Text line) {
            found.add(text(line));
        }
        return found;
    }

    private static String text(Line line) {
        return new String(((Line.Text) line).octets(), StandardCharsets.US_ASCII);
    }

    private static ByteBuf octets(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
