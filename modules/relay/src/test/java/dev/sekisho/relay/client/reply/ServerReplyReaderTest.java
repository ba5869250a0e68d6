// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReplyReaderTest {
    private static ServerReply read(String octets) throws DeliveryFailureException {
        return new ServerReplyReader()
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
        ServerReply reply = read("250 a" + trick + "b\r\n");
        assertThat(reply.positive()).isTrue();
        assertThat(reply.lines().get(0)).startsWith("a?").endsWith("b").doesNotContain(trick.substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "25", "2500", "250x", "150 ok", "650 ok", "\u0662\u0665\u0660 ok", " 250 ok", ""})
    void whatHasNoCodeIsNoReply(String line) {
        assertThatThrownBy(() -> read(line + "\r\n"))
                .isInstanceOf(DeliveryFailureException.class)
                .hasMessageContaining("not SMTP");
    }

    @Test
    void ofALongReplyTheBeginningAndTheLastLineAreKept() throws Exception {
        ServerReply reply =
                read("550-5.1.1 first\r\n" + ("550-" + "x".repeat(3_000) + "\r\n").repeat(80) + "550 last\r\n");
        assertThat(reply.lines()).startsWith("5.1.1 first").endsWith("last");
        assertThat(reply.lines().stream().mapToInt(String::length).sum()).isLessThan(70_000);
        assertThat(reply.status()).hasValue("5.1.1");
        assertThat(reply.toString()).startsWith("550 5.1.1 first / xxx").hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void theNextReplyBeginsAnew() throws Exception {
        ServerReplyReader reader = new ServerReplyReader();
        for (int i = 0; i < 20; i++) {
            var octets = Unpooled.copiedBuffer("250 " + "x".repeat(100_000) + "\r\n", StandardCharsets.UTF_8);
            assertThat(reader.read(octets)).isPresent();
        }
    }

    @Test
    void ofTwoRefusalsThePassingOneCountsAndYesAndNoIsNoReply() throws Exception {
        assertThat(read("550-no\r\n451 later\r\n").code()).isEqualTo(451);
        assertThat(read("451-later\r\n550 no\r\n").code()).isEqualTo(451);
        assertThat(read("250-a\r\n251 b\r\n").code()).isEqualTo(251);
        assertThatThrownBy(() -> read("550-no\r\n250 yes\r\n")).hasMessageContaining("550 and 250");
    }

    @Test
    void aLineWithoutEndIsAFaultAfterItsBound() {
        assertThatThrownBy(() -> read("550 no " + "x".repeat(ServerReplyReader.LONGEST_REPLY)))
                .hasMessageContaining("no end")
                .hasMessageContaining("550 no xxx")
                .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(700));
    }

    @Test
    void whatIsNotUtf8IsReadAllTheSame() throws Exception {
        ServerReply reply = new ServerReplyReader()
                .read(Unpooled.copiedBuffer("550 n\u00e3o\r\n", StandardCharsets.ISO_8859_1))
                .orElseThrow();
        assertThat(reply.toString()).isEqualTo("550 n\ufffdo");
    }
}
