// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    private static Reply read(String octets) throws TroubleException {
        return new ReplyReader()
                .read(Unpooled.copiedBuffer(octets, StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void aReplyOfSeveralLinesIsOne() throws Exception {
        assertThat(read("250-one\r\n250 two\r\n").lines()).containsExactly("one", "two");
        assertThat(read("250\r\n").lines()).containsExactly("");
        assertThat(read("250 ok\n").lines()).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31m", "\u009b31m", "\u202e", "\u2028", "\u0085", "\r", "\0"})
    void whatWouldPlayTricksIsAQuestionMarkAndNoReasonToCallItNoReply(String trick) throws Exception {
        Reply reply = read("250 a" + trick + "b\r\n");
        assertThat(reply.positive()).isTrue();
        assertThat(reply.lines().get(0)).startsWith("a?").endsWith("b").doesNotContain(trick.substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "25", "2500", "250x", "150 ok", "650 ok", "\u0662\u0665\u0660 ok", " 250 ok", ""})
    void whatHasNoCodeIsNoReply(String line) {
        assertThatThrownBy(() -> read(line + "\r\n"))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("not SMTP");
    }
}
