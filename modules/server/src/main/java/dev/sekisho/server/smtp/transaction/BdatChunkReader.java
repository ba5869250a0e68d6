// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import io.netty.buffer.ByteBuf;

/** Takes the octets of one BDAT chunk (RFC 3030 2), which have no transparency and may hold anything. */
public final class BdatChunkReader {
    private long left;

    /** @param size octets of the chunk */
    public BdatChunkReader(long size) {
        left = size;
    }

    /** Moves octets to {@code output}; true if the chunk is complete. */
    public boolean take(ByteBuf input, MessageBody output, LineEndingCheck lineEnds) {
        byte[] octets = new byte[(int) Math.min(left, input.readableBytes())];
        input.readBytes(octets);
        lineEnds.scan(octets);
        output.append(octets, 0, octets.length);
        left -= octets.length;
        return left == 0;
    }
}
