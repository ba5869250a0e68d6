// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import dev.sekisho.policy.proxy.ProxyHeader.Origin;
import dev.sekisho.policy.proxy.ProxyRefusal;
import dev.sekisho.server.transport.limit.ConnectionTimers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for the header of one connection, and leaves its pipeline when it has come. Confined to its event loop. */
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
    private final ProxyGate gate;
    private final InetSocketAddress proxy;
    private final Consumer<InetSocketAddress> admit;
    /** False once it is known whose the connection is, or that it is nobody's. */
    private boolean undecided = true;

    private boolean counted = true;

    ProxyHeaderHandler(ProxyGate gate, InetSocketAddress proxy, Consumer<InetSocketAddress> admit) {
        this.gate = gate;
        this.proxy = proxy;
        this.admit = admit;
    }

    /** Nothing is waited for any more. */
    void over() {
        if (counted) {
            counted = false;
            gate.left();
        }
    }

    private void decided() {
        undecided = false;
        over();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ConnectionTimers.schedule(ctx.channel(), () -> late(ctx), gate.patience());
        ctx.read();
    }

    private void late(ChannelHandlerContext ctx) {
        if (undecided) {
            refuse(ctx, ProxyRefusal.LATE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!undecided || !(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            read(ctx, header);
        } finally {
            header.release();
        }
    }

    private void read(ChannelHandlerContext ctx, HAProxyMessage message) {
        Optional<ReadProxyHeader> read = ReadProxyHeader.of(message, proxy);
        if (read.isEmpty()) {
            refuse(ctx, ProxyRefusal.NO_HEADER);
            return;
        }
        ReadProxyHeader header = read.get();
        Optional<ProxyRefusal> refusal = gate.proxies().refusal(header.facts());
        if (refusal.isEmpty()) {
            decided();
            ProxiedClient client = header.client(gate.proxies().endTls());
            client.on(ctx.channel());
            admit.accept(client.address());
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        } else if (header.facts().origin() == Origin.PROXY) {
            // Health checks come every few seconds, and want to see no more than that the port is open.
            decided();
            ctx.close();
        } else {
            refuse(ctx, refusal.get());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (undecided) {
            ctx.read();
        } else {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The decoder has closed the channel by then.
        if (undecided) {
            refuse(ctx, ProxyRefusal.NO_HEADER);
        }
    }

    private void refuse(ChannelHandlerContext ctx, ProxyRefusal why) {
        decided();
        gate.refuse(ctx.channel(), proxy, why.word());
    }
}
