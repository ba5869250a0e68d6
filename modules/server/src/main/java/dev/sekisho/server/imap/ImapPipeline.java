// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.transport.TlsEndpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
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
    private final String name;
    private final String hostName;
    private final PortPolicy policy;
    private final ImapSettings settings;
    private final TlsEndpoint tls;
    private final ImapDecoder decoder;
    private final ImapEncoder encoder;
    private final ImapProcessor processor;
    private final ImapMetrics metrics;
    private final ReactiveThrottler throttler;
    private final LoginLedger ledger;

    /** The engine's parts, for one listener. */
    public ImapPipeline(
            String name,
            String hostName,
            PortPolicy policy,
            ImapSettings settings,
            TlsEndpoint tls,
            ImapEngine engine,
            LoginLedger ledger) {
        this.name = name;
        this.hostName = hostName;
        this.policy = policy;
        this.settings = settings;
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

        /** The engine, told what the settings of the first listener say: it has one configuration for all. */
        public static ImapEngine of(
                ImapDecoder decoder,
                ImapEncoder encoder,
                ImapProcessor processor,
                MetricFactory metrics,
                GaugeRegistry gauges,
                ImapConfiguration configuration) {
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
        pipeline.addLast(NettyConstants.TIMEOUT_HANDLER, new ImapIdleStateHandler((int)
                settings.autologout().toSeconds()));
        pipeline.addLast("guard", new ImapGuard(name, policy.limits(), ledger));
        pipeline.addLast(
                NettyConstants.FRAMER, new SwitchableLineBasedFrameDecoder(pipeline, settings.lineLimit(), false));
        pipeline.addLast(NettyConstants.CHUNK_WRITE_HANDLER, new ChunkedWriteHandler());
        pipeline.addLast(
                NettyConstants.REQUEST_DECODER,
                new ImapRequestFrameDecoder(
                        decoder, settings.inMemoryLiteral(), settings.literalLimit(), settings.lineLimit()));
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
                .compress(settings.compress())
                .authenticationConfiguration(new AuthenticationConfiguration(engineAsksForTls, plainAuth))
                .imapMetrics(metrics)
                .heartbeatInterval(settings.engine().idleTimeIntervalAsDuration())
                .ignoreIDLEUponProcessing(settings.silentIdle())
                .build();
    }
}
