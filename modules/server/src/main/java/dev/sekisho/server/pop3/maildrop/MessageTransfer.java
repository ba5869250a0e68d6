// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import dev.sekisho.server.transport.ClientConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends one message, a block at a time and no faster than the client takes it. Confined to a connection. */
final class MessageTransfer {
    private static final int BLOCK = 64 * 1024;
    /** Room in a block for the reply and for dots. */
    private static final int ROOM = 256;

    private final ClientConnection connection;
    private final MultiLineResponse format;
    private long left;
    private @Nullable InputStream content;
    private boolean done;

    MessageTransfer(ClientConnection connection, MultiLineResponse format) {
        this.connection = connection;
        this.format = format;
    }

    /** Sends {@code +OK} and the message. A message that cannot be opened is {@code -ERR}; one that breaks off ends the connection. */
    void begin(LockedMaildrop maildrop, LockedMaildrop.Message message) {
        connection.offload(
                () -> {
                    InputStream opened = maildrop.content(message);
                    content = opened;
                    left = message.octets();
                    return next(opened, reply(message));
                },
                this::send);
    }

    /** The whole response for a message that is in memory. */
    static ByteBuf response(LockedMaildrop.Message message, byte[] octets) {
        ByteBuf output = buffer(octets.length, reply(message));
        MultiLineResponse format = MultiLineResponse.whole();
        format.append(octets, octets.length, output);
        format.end(output);
        return output;
    }

    private static String reply(LockedMaildrop.Message message) {
        return "+OK " + message.octets() + " octets\r\n";
    }

    private static ByteBuf buffer(int length, String reply) {
        ByteBuf output = Unpooled.buffer(ROOM + length + length / 16);
        return output.writeBytes(reply.getBytes(StandardCharsets.US_ASCII));
    }

    private void send(Block block) {
        connection.write(block.octets());
        if (block.last()) {
            done = true;
            close();
        } else {
            connection.whenWritable(() -> connection.offload(() -> next(open(), ""), this::send));
        }
    }

    /** One octet more than there should be is asked for, so that the end is seen with the last of them. */
    private Block next(InputStream from, String reply) throws IOException {
        byte[] octets = new byte[left < 0 ? BLOCK : (int) Math.min(BLOCK, left + 1)];
        int length = from.readNBytes(octets, 0, octets.length);
        left -= length;
        ByteBuf output = buffer(length, reply);
        boolean last = format.append(octets, length, output) || length < octets.length;
        if (last) {
            format.end(output);
        }
        return new Block(output, last);
    }

    /** True once all of the message was written. */
    boolean done() {
        return done;
    }

    /** Lets go of the message. */
    void close() {
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a message cannot be closed", e);
        }
    }

    private InputStream open() {
        if (content == null) {
            throw new IllegalStateException("the transfer has not begun");
        }
        return content;
    }

    private record Block(ByteBuf octets, boolean last) {}
}
