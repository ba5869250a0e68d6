// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.mime.HeaderReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageBodyTest {
    @TempDir
    Path directory;

    @Test
    void spillsWhatIsLargeAndReadsItBackWhole() throws IOException {
        MessageBody body = new MessageBody("id", directory, 10_000_000, HeaderReader.ofMail());
        byte[] block = new byte[100_000];
        for (int i = 0; i < 30; i++) {
            Arrays.fill(block, (byte) i);
            body.append(block, 0, block.length);
            if (body.full()) {
                body.spill();
            }
        }
        body.prepend("Received: x\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] read = body.getInputStream().readAllBytes();
        assertThat(read).hasSize(3_000_013);
        assertThat(body.getMessageSize()).isEqualTo(3_000_013);
        assertThat(read[13]).isEqualTo((byte) 0);
        assertThat(read[3_000_012]).isEqualTo((byte) 29);
        assertThat(read[13 + 1_499_999]).isEqualTo((byte) 14);
    }

    @Test
    void removesItsFile() throws IOException {
        MessageBody body = new MessageBody("id", directory, 10_000_000, HeaderReader.ofMail());
        body.append(new byte[MessageBody.IN_MEMORY], 0, MessageBody.IN_MEMORY);
        body.spill();
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
        body.dispose();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void countsAndDropsWhatIsTooMuch() throws IOException {
        MessageBody body = new MessageBody("id", directory, 10, HeaderReader.ofMail());
        body.append(new byte[11], 0, 11);
        assertThat(body.tooBig()).isTrue();
        assertThat(body.full()).isFalse();
        assertThat(body.content().readAllBytes()).isEmpty();
    }
}
