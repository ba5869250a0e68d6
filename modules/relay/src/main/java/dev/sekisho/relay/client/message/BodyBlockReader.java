// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.message;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A message block by block; one is held at a time. One thread after another may use it. */
public final class BodyBlockReader {
    public static final int BLOCK = 64 * 1024;

    private final MessageContent content;
    private @Nullable InputStream in;
    private byte[] block = new byte[0];
    private int length;

    public BodyBlockReader(MessageContent content) {
        this.content = content;
    }

    /** Reads the next block; blocks the thread. */
    public void next() throws IOException {
        if (in == null) {
            in = content.open();
            block = new byte[(int) Math.min(BLOCK, Math.max(1, content.size() + 1))];
        }
        length = in.readNBytes(block, 0, block.length);
    }

    public byte[] octets() {
        return block;
    }

    public int length() {
        return length;
    }

    /** Whether the block at hand is the last. */
    public boolean last() {
        return length < block.length;
    }

    /** Whether the message may have octets above 127: known for what fits one block, assumed for what does not. */
    public boolean eightBit() {
        for (int i = 0; i < length; i++) {
            if (block[i] < 0) {
                return true;
            }
        }
        return !last();
    }

    public void close() {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // It was read, and holds nothing.
            in = null;
        }
    }
}
