// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecodedStreamTest {
    private static byte[] decoded(byte[] encoded, String encoding) throws Exception {
        try (InputStream in =
                DecodedStream.of(new ByteArrayInputStream(encoded), encoding).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void decodesBase64OfAnyLength() throws Exception {
        for (int length : new int[] {0, 1, 2, 3, 57, 5_000, 100_000}) {
            byte[] octets = new byte[length];
            new Random(length).nextBytes(octets);
            assertThat(decoded(Base64.getMimeEncoder().encode(octets), "base64"))
                    .isEqualTo(octets);
        }
    }

    @Test
    void decodesQuotedPrintableAndLeavesTheRestAsItIs() throws Exception {
        byte[] encoded = "a=3D=\r\nb\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(decoded(encoded, "quoted-printable")).isEqualTo("a=b\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(decoded(encoded, "8bit")).isEqualTo(encoded);
    }

    @Test
    void doesNotKnowOtherEncodings() {
        assertThat(DecodedStream.of(InputStream.nullInputStream(), "x-uuencode"))
                .isEmpty();
    }
}
