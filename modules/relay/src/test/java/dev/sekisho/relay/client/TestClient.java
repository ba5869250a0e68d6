// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.tls.client.ClientTls;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.material.Secret;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A client for tests, and short words for what it is asked. */
final class TestClient implements AutoCloseable {
    static final MessageContent HELLO = content("Subject: hello\r\n\r\nhello\r\n");

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final ClientTls tls = new ClientTls(TlsEngine.chosen(), Optional::empty, ClientTls.platformAuthorities());
    private final SmtpClient client;

    TestClient(Duration timeout) {
        client = new SmtpClient(loops, readers, tls, "us.example", SmtpTimeouts.all(timeout));
    }

    TestClient() {
        this(Duration.ofSeconds(10));
    }

    static MessageContent content(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        };
    }

    static TargetServer hop(FakeSmtpServer server, RouteDemand demand, Pin... pins) {
        return new TargetServer(
                "hop.example", server.address(), false, NextHop.Tls.STARTTLS, demand, Set.of(pins), Optional.empty());
    }

    static TargetServer implicit(TargetServer hop) {
        return new TargetServer(
                hop.host(), hop.address(), false, NextHop.Tls.IMPLICIT, hop.demand(), hop.pins(), hop.credentials());
    }

    static TargetServer asMx(TargetServer hop) {
        return new TargetServer(
                hop.host(), hop.address(), true, hop.tls(), hop.demand(), hop.pins(), hop.credentials());
    }

    static TargetServer loggingIn(TargetServer hop, AuthMechanism... mechanisms) {
        RouteCredentials credentials =
                new RouteCredentials(new RouteAuth("tim", List.of(mechanisms)), Secret.of("tanstaaftanstaaf"));
        return new TargetServer(
                hop.host(), hop.address(), false, hop.tls(), hop.demand(), hop.pins(), Optional.of(credentials));
    }

    static OutboundEnvelope envelope(String... recipients) {
        return new OutboundEnvelope(
                Optional.of("us@us.example"),
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(recipients).map(OutboundEnvelope.Recipient::of).toList());
    }

    HandshakeResult open(TargetServer hop) throws Exception {
        return client.open(hop).get(20, TimeUnit.SECONDS);
    }

    SmtpClientSession session(TargetServer hop) throws Exception {
        HandshakeResult opened = open(hop);
        assertThat(opened).isInstanceOf(HandshakeResult.Ready.class);
        return ((HandshakeResult.Ready) opened).session();
    }

    DeliveryFailure failure(TargetServer hop) throws Exception {
        HandshakeResult opened = open(hop);
        assertThat(opened).isInstanceOf(HandshakeResult.Failed.class);
        return opened.failure().orElseThrow();
    }

    List<RecipientResult> send(TargetServer hop, MessageContent content, String... recipients) throws Exception {
        return send(session(hop), content, recipients);
    }

    static List<RecipientResult> send(SmtpClientSession session, MessageContent content, String... recipients)
            throws Exception {
        return session.send(envelope(recipients), content).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        readers.shutdownNow();
        tls.close();
    }
}
