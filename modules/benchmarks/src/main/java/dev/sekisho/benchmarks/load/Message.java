// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A message of a size, as it goes over the wire after DATA: lines of at most 76 octets, and the end of data. */
public record Message(int size, ByteBuf wire) {
    private static final String LINE =
            "The quick brown fox jumps over the lazy dog, and does so on every line 0123\r\n";

    /** @param size octets of the message, the end of data not counted */
    public static Message of(int size) {
        StringBuilder text = new StringBuilder(size + 3)
                .append("From: Somebody <user0@example.org>\r\nTo: Others <user1@example.org>\r\n")
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
        return new Message(
                octets,
                Unpooled.unreleasableBuffer(Unpooled.directBuffer(wire.length).writeBytes(wire)));
    }
}
