// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.nio.charset.StandardCharsets;

/** Sees at the first wrong octet that no PROXY header begins, so that nobody is waited for who sends none. Of one connection. */
final class ProxySignatureCheck extends ChannelInboundHandlerAdapter {
    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private byte[] signature = VERSION_1;
    private int seen;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        for (int at = octets.readerIndex(); at < octets.writerIndex() && seen < signature.length; at++, seen++) {
            if (!isNext(octets.getByte(at))) {
                octets.release();
                ctx.fireExceptionCaught(new HAProxyProtocolException("no PROXY header"));
                return;
            }
        }
        if (seen == signature.length) {
            ctx.pipeline().remove(this);
        }
        ctx.fireChannelRead(octets);
    }

    private boolean isNext(byte octet) {
        if (seen == 0 && octet == VERSION_2[0]) {
            signature = VERSION_2;
        }
        return octet == signature[seen];
    }
}
