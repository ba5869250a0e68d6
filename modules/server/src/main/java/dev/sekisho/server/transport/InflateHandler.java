// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.compression.DecompressionException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates what a client sends after COMPRESS (RFC 4978), a piece for each read that is asked for. So a client's few octets become many only
 * as fast as the session takes them, and no more than a piece is in memory.
 */
final class InflateHandler extends ChannelDuplexHandler {
    /** Octets that one read gives at most. */
    static final int PIECE = 32 * 1024;

    private final Inflater inflater = new Inflater(true);
    private ByteBuf compressed = Unpooled.EMPTY_BUFFER;
    private boolean more;
    private boolean scheduled;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        compressed = Unpooled.wrappedBuffer(compressed, (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws DecompressionException {
        givePiece(ctx);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!more) {
            ctx.read();
        } else if (!scheduled) {
            // Not at once: who asks for a read is often called by the read before.
            scheduled = true;
            ctx.executor().execute(() -> givePieceLater(ctx));
        }
    }

    private void givePieceLater(ChannelHandlerContext ctx) {
        scheduled = false;
        if (!ctx.isRemoved()) {
            try {
                givePiece(ctx);
            } catch (DecompressionException e) {
                ctx.fireExceptionCaught(e);
            }
        }
    }

    private void givePiece(ChannelHandlerContext ctx) {
        byte[] piece = new byte[PIECE];
        int count = inflate(piece);
        more = count == PIECE || compressed.isReadable();
        if (count > 0) {
            ctx.fireChannelRead(ctx.alloc().buffer(count).writeBytes(piece, 0, count));
        }
        ctx.fireChannelReadComplete();
    }

    /** Fills as much of the piece as there is. */
    private int inflate(byte[] piece) {
        try {
            int count = 0;
            while (count < PIECE) {
                int inflated = inflater.inflate(piece, count, PIECE - count);
                count += inflated;
                if (inflater.finished() || inflater.needsDictionary()) {
                    throw new DecompressionException("the deflate stream ended");
                }
                if (inflated == 0) {
                    if (!compressed.isReadable()) {
                        break;
                    }
                    inflater.setInput(ByteBufUtil.getBytes(compressed));
                    compressed.release();
                    compressed = Unpooled.EMPTY_BUFFER;
                }
            }
            return count;
        } catch (DataFormatException e) {
            throw new DecompressionException("no deflate stream", e);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        compressed.release();
        compressed = Unpooled.EMPTY_BUFFER;
        inflater.end();
    }
}
