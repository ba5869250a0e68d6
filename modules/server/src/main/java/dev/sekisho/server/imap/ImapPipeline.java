// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.transport.TlsEndpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.time.Duration;
import java.util.Optional;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer.AuthenticationConfiguration;
import org.apache.james.imapserver.netty.ImapChannelUpstreamHandler;
import org.apache.james.imapserver.netty.ImapIdleStateHandler;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.imapserver.netty.ImapRequestFrameDecoder;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.imapserver.netty.ReactiveThrottler;
import org.apache.james.imapserver.netty.SwitchableLineBasedFrameDecoder;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;

/** Puts James' IMAP engine behind TLS and the guards of one listener. */
public final class ImapPipeline {
    /** RFC 9051 5.4: at least 30 minutes after the login. */
    private static final Duration AUTOLOGOUT = Duration.ofMinutes(30);

    private static final int LINE = 65_536;
    private static final int IN_MEMORY_LITERAL = 256 * 1024;

    private final String name;
    private final String hostName;
    private final PortPolicy policy;
    private final TlsEndpoint tls;
    private final ImapDecoder decoder;
    private final ImapEncoder encoder;
    private final ImapProcessor processor;
    private final ImapMetrics metrics;
    private final ReactiveThrottler throttler;
    private final LoginLedger ledger;

    /** The engine's parts, for one listener. */
    public ImapPipeline(
            String name, String hostName, PortPolicy policy, TlsEndpoint tls, ImapEngine engine, LoginLedger ledger) {
        this.name = name;
        this.hostName = hostName;
        this.policy = policy;
        this.tls = tls;
        this.decoder = engine.decoder();
        this.encoder = engine.encoder();
        this.processor = engine.processor();
        this.metrics = new ImapMetrics(engine.metrics());
        this.throttler = engine.throttler();
        this.ledger = ledger;
    }

    /**
     * The parts of James' engine.
     *
     * @param decoder reads requests
     * @param encoder writes responses
     * @param processor carries requests out
     * @param metrics counts
     * @param throttler bounds requests under way
     */
    public record ImapEngine(
            ImapDecoder decoder,
            ImapEncoder encoder,
            ImapProcessor processor,
            MetricFactory metrics,
            ReactiveThrottler throttler) {

        /** The engine as configured for all listeners. */
        public static ImapEngine of(
                ImapDecoder decoder,
                ImapEncoder encoder,
                ImapProcessor processor,
                MetricFactory metrics,
                GaugeRegistry gauges,
                long appendLimit) {
            ImapConfiguration configuration = ImapConfiguration.builder()
                    .appendLimit(Optional.of(Math.toIntExact(Math.min(appendLimit, Integer.MAX_VALUE))))
                    .build();
            processor.configure(configuration);
            return new ImapEngine(
                    decoder,
                    encoder,
                    processor,
                    metrics,
                    new ReactiveThrottler(
                            gauges, configuration.getConcurrentRequests(), configuration.getMaxQueueSize()));
        }
    }

    /** Adds the handlers of one connection. */
    public void initialize(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        channel.config().setAutoRead(true);
        pipeline.addLast("tls", tls.newHandler(channel.alloc()));
        pipeline.addLast("session", new ImapSessionWatch(name, tls));
        pipeline.addLast(NettyConstants.TIMEOUT_HANDLER, new ImapIdleStateHandler((int) AUTOLOGOUT.toSeconds()));
        pipeline.addLast("guard", new ImapGuard(name, policy.limits(), ledger));
        pipeline.addLast(NettyConstants.FRAMER, new SwitchableLineBasedFrameDecoder(pipeline, LINE, false));
        pipeline.addLast(NettyConstants.CHUNK_WRITE_HANDLER, new ChunkedWriteHandler());
        pipeline.addLast(
                NettyConstants.REQUEST_DECODER,
                new ImapRequestFrameDecoder(
                        decoder,
                        IN_MEMORY_LITERAL,
                        Math.toIntExact(Math.min(policy.limits().messageBytes(), Integer.MAX_VALUE)),
                        LINE));
        pipeline.addLast(NettyConstants.CORE_HANDLER, core());
    }

    private ImapChannelUpstreamHandler core() {
        // TLS is the first handler and nothing passes it in clear, so the engine need neither know nor ask.
        boolean plainAuth = true;
        boolean engineAsksForTls = false;
        return ImapChannelUpstreamHandler.builder()
                .reactiveThrottler(throttler)
                .hello(hostName + " Sekisho IMAP ready")
                .processor(processor)
                .encoder(encoder)
                .compress(false)
                .authenticationConfiguration(new AuthenticationConfiguration(engineAsksForTls, plainAuth))
                .imapMetrics(metrics)
                .heartbeatInterval(ImapConfiguration.DEFAULT_HEARTBEAT_INTERVAL_UNIT
                        .toChronoUnit()
                        .getDuration()
                        .multipliedBy(ImapConfiguration.DEFAULT_HEARTBEAT_INTERVAL_IN_SECONDS))
                .ignoreIDLEUponProcessing(true)
                .build();
    }
}
