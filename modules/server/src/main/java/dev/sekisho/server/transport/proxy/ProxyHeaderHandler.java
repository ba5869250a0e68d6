// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import dev.sekisho.policy.proxy.ProxyHeader.Origin;
import dev.sekisho.policy.proxy.ProxyRefusal;
import dev.sekisho.server.transport.limit.ConnectionTimers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for the header of one connection, and leaves its pipeline when it has come. Confined to its event loop. */
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
    private final ProxyGate gate;
    private final InetSocketAddress proxy;
    private final Consumer<InetSocketAddress> admit;
    /** False once it is known whose the connection is, or that it is nobody's. */
    private boolean undecided = true;

    private boolean counted = true;
    private @Nullable ProxiedClient client;
    private final Queue<ByteBuf> behind = new ArrayDeque<>();

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
        if (message instanceof HAProxyMessage header && undecided) {
            try {
                read(ctx, header);
            } finally {
                header.release();
            }
        } else if (message instanceof ByteBuf octets && client != null) {
            behind.add(octets);
        } else {
            ReferenceCountUtil.release(message);
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
            client = header.client(gate.proxies().endTls());
        } else if (header.facts().origin() == Origin.PROXY) {
            // Health checks come every few seconds, and want to see no more than that the port is open.
            decided();
            ctx.close();
        } else {
            refuse(ctx, refusal.get());
        }
    }

    /** The decoder has handed on what came behind the header by now. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (undecided) {
            ctx.read();
        } else if (client != null) {
            letPass(ctx, client);
        }
    }

    /** What came behind the header takes the way of what is still to come: through TLS first, where TLS begins now. */
    private void letPass(ChannelHandlerContext ctx, ProxiedClient whose) {
        client = null;
        ChannelPipeline pipeline = ctx.pipeline();
        whose.on(ctx.channel());
        admit.accept(whose.address());
        ctx.fireChannelActive();
        pipeline.remove(this);
        for (ByteBuf octets = behind.poll(); octets != null; octets = behind.poll()) {
            pipeline.fireChannelRead(octets);
        }
        pipeline.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (client != null) {
            behind.forEach(ByteBuf::release);
            behind.clear();
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
