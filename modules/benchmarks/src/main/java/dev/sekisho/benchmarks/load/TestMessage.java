// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.TestAccount;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A message of a size, as it goes over the wire after DATA: lines of at most 78 octets, and the end of data.
 *
 * @param size octets of the message, without the line From and the end of data
 * @param rest the wire's octets behind the line From
 */
public record TestMessage(int size, ByteBuf rest) {
    private static final String LINE =
            "The quick brown fox jumps over the lazy dog, and does so on every line 0123\r\n";

    /** Makes one of a size of at least 300 octets. */
    public static TestMessage of(int size) {
        StringBuilder text = new StringBuilder(size + 3)
                .append("To: Others <others@example.org>\r\n")
                .append("Subject: one of many messages\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n")
                .append("Message-ID: <benchmark@example.org>\r\nMIME-Version: 1.0\r\n")
                .append("Content-Type: text/plain; charset=us-ascii\r\n\r\n");
        while (text.length() + LINE.length() <= size) {
            text.append(LINE);
        }
        int rest = size - text.length();
        if (rest >= 2) {
            text.append("x".repeat(rest - 2)).append("\r\n");
        }
        int octets = text.length();
        byte[] wire = text.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return new TestMessage(
                octets,
                Unpooled.unreleasableBuffer(Unpooled.directBuffer(wire.length).writeBytes(wire)));
    }

    /** The message of a sender, who must release it. */
    ByteBuf from(TestAccount sender) {
        byte[] from = ("From: Somebody <" + sender.address() + ">\r\n").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(from), rest.retainedDuplicate());
    }
}
