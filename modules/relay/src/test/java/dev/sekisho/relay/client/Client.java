// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.Pin;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.peer.FakeHop;
import dev.sekisho.tls.ClientTls;
import dev.sekisho.tls.Secret;
import dev.sekisho.tls.TlsEngine;
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
final class Client implements AutoCloseable {
    static final Content HELLO = content("Subject: hello\r\n\r\nhello\r\n");

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final ClientTls tls = new ClientTls(TlsEngine.chosen(), Optional::empty, ClientTls.platformAuthorities());
    private final SmtpClient client;

    Client(Duration patience) {
        client = new SmtpClient(loops, readers, tls, "us.example", Timeouts.all(patience));
    }

    Client() {
        this(Duration.ofSeconds(10));
    }

    static Content content(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new Content() {
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

    static Hop hop(FakeHop server, RouteDemand demand, Pin... pins) {
        return new Hop(
                "hop.example", server.address(), false, NextHop.Tls.STARTTLS, demand, Set.of(pins), Optional.empty());
    }

    static Hop implicit(Hop hop) {
        return new Hop(
                hop.host(), hop.address(), false, NextHop.Tls.IMPLICIT, hop.demand(), hop.pins(), hop.credentials());
    }

    static Hop asMx(Hop hop) {
        return new Hop(hop.host(), hop.address(), true, hop.tls(), hop.demand(), hop.pins(), hop.credentials());
    }

    static Hop loggingIn(Hop hop, AuthMechanism... mechanisms) {
        Credentials credentials =
                new Credentials(new RouteAuth("tim", List.of(mechanisms)), Secret.of("tanstaaftanstaaf"));
        return new Hop(hop.host(), hop.address(), false, hop.tls(), hop.demand(), hop.pins(), Optional.of(credentials));
    }

    static Envelope envelope(String... recipients) {
        return new Envelope(
                Optional.of("us@us.example"),
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(recipients).map(Envelope.Recipient::of).toList());
    }

    Opened open(Hop hop) throws Exception {
        return client.open(hop).get(20, TimeUnit.SECONDS);
    }

    Session session(Hop hop) throws Exception {
        Opened opened = open(hop);
        assertThat(opened).isInstanceOf(Opened.Ready.class);
        return ((Opened.Ready) opened).session();
    }

    Trouble trouble(Hop hop) throws Exception {
        Opened opened = open(hop);
        assertThat(opened).isInstanceOf(Opened.Failed.class);
        return ((Opened.Failed) opened).trouble();
    }

    List<Outcome> send(Hop hop, Content content, String... recipients) throws Exception {
        return send(session(hop), content, recipients);
    }

    static List<Outcome> send(Session session, Content content, String... recipients) throws Exception {
        return session.send(envelope(recipients), content).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        readers.shutdownNow();
        tls.close();
    }
}
