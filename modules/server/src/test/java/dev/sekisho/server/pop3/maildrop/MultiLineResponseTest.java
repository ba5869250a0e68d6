// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultiLineResponseTest {
    private static final String MESSAGE = "Subject: x\r\n\r\n.one\r\n..two\r\nthree\r\n";

    @Test
    void stuffsDotsHoweverTheMessageIsCut() {
        for (int cut = 0; cut <= MESSAGE.length(); cut++) {
            assertThat(send(MultiLineResponse.whole(), MESSAGE.substring(0, cut), MESSAGE.substring(cut)))
                    .isEqualTo("Subject: x\r\n\r\n..one\r\n...two\r\nthree\r\n.\r\n");
        }
    }

    @Test
    void endsAMessageWhoseLastLineHasNoEnd() {
        assertThat(send(MultiLineResponse.whole(), "x")).isEqualTo("x\r\n.\r\n");
        assertThat(send(MultiLineResponse.whole(), "")).isEqualTo(".\r\n");
    }

    @Test
    void topStopsAfterItsLines() {
        assertThat(send(MultiLineResponse.top(0), MESSAGE)).isEqualTo("Subject: x\r\n\r\n.\r\n");
        assertThat(send(MultiLineResponse.top(1), MESSAGE)).isEqualTo("Subject: x\r\n\r\n..one\r\n.\r\n");
        assertThat(send(MultiLineResponse.top(9), MESSAGE))
                .isEqualTo("Subject: x\r\n\r\n..one\r\n...two\r\nthree\r\n.\r\n");
    }

    @Test
    void topOfAMessageWithoutABodyIsItsHeader() {
        assertThat(send(MultiLineResponse.top(5), "Subject: x\r\n")).isEqualTo("Subject: x\r\n.\r\n");
    }

    private static String send(MultiLineResponse format, String... pieces) {
        ByteBuf output = Unpooled.buffer();
        for (String piece : pieces) {
            byte[] octets = piece.getBytes(StandardCharsets.US_ASCII);
            if (format.append(octets, octets.length, output)) {
                break;
            }
        }
        format.end(output);
        return output.toString(StandardCharsets.US_ASCII);
    }
}
