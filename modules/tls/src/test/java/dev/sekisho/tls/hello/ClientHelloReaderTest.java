// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.tls.hello.HandshakeRefused.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

public class ClientHelloReaderTest {
    private static final int RECORD_HEADER = 5;

    /** The ClientHello of the JDK's client, in one record. */
    public static byte[] hello() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("mail.example.org", 465);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("mail.example.org")));
            engine.setSSLParameters(parameters);
            ByteBuffer out = ByteBuffer.allocate(20_000);
            engine.wrap(ByteBuffer.allocate(0), out);
            return Arrays.copyOf(out.array(), out.position());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] inRecordsOf(int size, byte[] hello) {
        ByteBuf out = Unpooled.buffer();
        for (int i = RECORD_HEADER; i < hello.length; i += size) {
            int length = Math.min(size, hello.length - i);
            out.writeBytes(hello, 0, 3).writeShort(length).writeBytes(hello, i, length);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static Reason refusal(byte[] bytes) {
        try {
            Optional<ClientHello> hello = new ClientHelloReader().read(Unpooled.wrappedBuffer(bytes));
            throw new AssertionError("not refused: " + hello);
        } catch (HandshakeRefused refused) {
            return refused.reason();
        }
    }

    @Test
    void readsNameVersionAndAbilities() throws HandshakeRefused {
        ClientHello hello =
                new ClientHelloReader().read(Unpooled.wrappedBuffer(hello())).orElseThrow();
        assertThat(hello.serverName()).contains("mail.example.org");
        assertThat(hello.tls13()).isTrue();
        assertThat(hello.cipherSuites()).contains(0x1301, 0xC02B);
        assertThat(hello.signatureSchemes()).contains(0x0403, 0x0804);
        assertThat(hello.groups()).contains(0x001d);
    }

    @Test
    void needsEveryByteAndNoMore() throws HandshakeRefused {
        byte[] hello = hello();
        ClientHelloReader reader = new ClientHelloReader();
        for (int length = 0; length < hello.length; length++) {
            assertThat(reader.read(Unpooled.wrappedBuffer(hello, 0, length))).isEmpty();
        }
        assertThat(reader.read(Unpooled.wrappedBuffer(hello))).isPresent();
    }

    @Test
    void readsAHelloInSeveralRecordsByteByByte() throws HandshakeRefused {
        byte[] hello = inRecordsOf(60, hello());
        ClientHelloReader reader = new ClientHelloReader();
        for (int length = 0; length < hello.length; length++) {
            assertThat(reader.read(Unpooled.wrappedBuffer(hello, 0, length))).isEmpty();
        }
        assertThat(reader.read(Unpooled.wrappedBuffer(hello)).orElseThrow().serverName())
                .contains("mail.example.org");
    }

    @Test
    void refusesAHelloInCrumbs() {
        assertThat(refusal(inRecordsOf(1, hello()))).isEqualTo(Reason.HELLO_TOO_LONG);
    }

    @Test
    void refusesAHelloThatSaysItIsHuge() {
        byte[] hello = hello();
        hello[RECORD_HEADER + 1] = 1;
        assertThat(refusal(hello)).isEqualTo(Reason.HELLO_TOO_LONG);
    }

    @Test
    void refusesAHelloWhoseLengthsPointBeyondItsEnd() {
        byte[] hello = hello();
        hello[RECORD_HEADER + 4 + 34] = (byte) 0xff;
        assertThat(refusal(Arrays.copyOf(hello, hello.length))).isEqualTo(Reason.MALFORMED_HELLO);
    }

    @Test
    void refusesCleartextAtItsFirstByte() {
        assertThat(refusal("E".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Reason.NOT_TLS);
    }

    @Test
    void refusesARecordWithoutContent() {
        assertThat(refusal(new byte[] {22, 3, 1, 0, 0})).isEqualTo(Reason.NOT_TLS);
    }

    @Test
    void refusesAnotherHandshakeMessage() {
        byte[] hello = hello();
        hello[RECORD_HEADER] = 2;
        assertThat(refusal(hello)).isEqualTo(Reason.NOT_TLS);
    }

    /** Noise, and a hello with noise in it, is read, awaited or refused: nothing else is thrown. */
    @Property(tries = 2_000)
    void survivesNoise(@ForAll long seed) throws HandshakeRefused {
        Random random = new Random(seed);
        byte[] hello = hello();
        for (int i = random.nextInt(5); i >= 0; i--) {
            hello[RECORD_HEADER + 4 + random.nextInt(hello.length - RECORD_HEADER - 4)] = (byte) random.nextInt();
        }
        try {
            new ClientHelloReader().read(Unpooled.wrappedBuffer(hello));
        } catch (HandshakeRefused refused) {
            assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_HELLO);
        }
    }

    @Test
    void saysNothingOfTheBytesInItsMessage() {
        assertThatThrownBy(() -> new ClientHelloReader()
                        .read(Unpooled.copiedBuffer("AUTH PLAIN c2VjcmV0", StandardCharsets.US_ASCII)))
                .hasMessageNotContaining("c2Vj");
    }
}
