// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import dev.sekisho.policy.proxy.ProxyRefusal;
import dev.sekisho.policy.proxy.TrustedProxies;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What connections of a listener behind proxies pass first. Safe for all threads. */
public final class ProxyGate {
    private final TrustedProxies proxies;
    private final Duration patience;
    private final int mostWaiting;
    private final BiConsumer<InetSocketAddress, String> log;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param proxies the proxies that are believed; connections are let pass as they are if there are none
     * @param patience how long a header is waited for
     * @param mostWaiting connections whose header is waited for at once
     * @param log is told who is closed, and why
     */
    public ProxyGate(
            TrustedProxies proxies, Duration patience, int mostWaiting, BiConsumer<InetSocketAddress, String> log) {
        this.proxies = proxies;
        this.patience = patience;
        this.mostWaiting = mostWaiting;
        this.log = log;
    }

    /**
     * Lets a connection pass once it is known whose it is, or closes it without a word.
     *
     * @param admit goes on with the connection, on its event loop; {@link ProxiedClient#addressOf} says whose it is
     */
    public void pass(Channel channel, InetSocketAddress peer, Consumer<InetSocketAddress> admit) {
        if (!proxies.expected()) {
            admit.accept(peer);
            return;
        }
        Optional<ProxyRefusal> refusal = proxies.refusal(peer.getAddress().getAddress());
        if (refusal.isPresent()) {
            refuse(channel, peer, refusal.get().word());
        } else if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            refuse(channel, peer, mostWaiting + " connections wait for their PROXY header");
        } else {
            ProxyHeaderHandler handler = new ProxyHeaderHandler(this, peer, admit);
            channel.closeFuture().addListener(closed -> handler.over());
            channel.pipeline().addLast(new ProxySignatureCheck(), new ProxyHeaderDecoder(), handler);
        }
    }

    TrustedProxies proxies() {
        return proxies;
    }

    Duration patience() {
        return patience;
    }

    void left() {
        waiting.decrementAndGet();
    }

    void refuse(Channel channel, InetSocketAddress peer, String reason) {
        log.accept(peer, reason);
        channel.close();
    }
}
