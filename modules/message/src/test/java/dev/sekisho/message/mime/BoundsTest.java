// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import static dev.sekisho.message.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void looksAsDeepAsTheBound() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }

        Part deepest = read(text.toString());
        int depth = 1;
        while (!deepest.children().isEmpty()) {
            deepest = deepest.children().get(0);
            depth++;
        }

        assertThat(depth).isEqualTo(StructureReader.DEEPEST);
        assertThat(deepest.mediaType().is("application", "octet-stream")).isTrue();
        assertThat(deepest.range().body().end()).isEqualTo(message(text.toString()).length);
    }

    @Test
    void looksAsDeepIntoEmbeddedMessages() {
        Part part = read("Content-Type: message/rfc822\n\n".repeat(100_000));
        int depth = 1;
        while (!part.children().isEmpty()) {
            part = part.children().get(0);
            depth++;
        }

        assertThat(depth).isEqualTo(StructureReader.DEEPEST);
    }

    @Test
    void makesOnePartOfAllBeyondTheBound() {
        Part root = read("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(50_000));

        assertThat(root.children()).hasSize(StructureReader.MOST_PARTS - 1);
        Part last = root.children().get(root.children().size() - 1);
        assertThat(last.range().body().end()).isEqualTo(root.range().body().end());
    }

    @Test
    void keepsNoMoreFieldsThanTheBound() {
        ReadStructure read = StructureReader.read(
                message("X: y\n".repeat(100_000) + "Subject: s\n\n"), name -> true, PartListener.NONE);

        assertThat(read.header().fields()).hasSize(HeaderCollector.MOST_FIELDS);
        assertThat(read.header().complete()).isFalse();
    }

    @Test
    void keepsNoMoreOctetsThanTheBudget() {
        ReadStructure read = StructureReader.read(
                message(("X: " + "y".repeat(60_000) + "\n").repeat(100) + "\n"), name -> true, PartListener.NONE);

        assertThat(read.header().fields()).hasSizeBetween(5, 10);
        assertThat(read.header().complete()).isFalse();
    }

    @Test
    void readsALineOfAnyLength() {
        Part root = read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + "x".repeat(100_000) + "\n--b--\n");

        assertThat(root.children().get(0).range().body().size()).isEqualTo(100_000);
        assertThat(root.children().get(0).range().lines()).isZero();
    }

    @Test
    void takesNoLongerThanTheMessageIsLong() {
        byte[] hyphens = ("Content-Type: multipart/mixed; boundary=" + "-".repeat(900) + "\n\n"
                        + ("-".repeat(902) + "x\n").repeat(10_000))
                .getBytes(StandardCharsets.US_ASCII);

        assertThat(StructureReader.read(hyphens, name -> false, PartListener.NONE)
                        .structure()
                        .root()
                        .children())
                .hasSize(1);
    }

    private static Part read(String text) {
        return StructureReader.read(message(text), name -> false, PartListener.NONE)
                .structure()
                .root();
    }
}
