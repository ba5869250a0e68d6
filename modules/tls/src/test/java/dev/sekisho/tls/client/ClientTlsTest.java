// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.client.TlsDemand.Pinned;
import dev.sekisho.tls.client.TlsDemand.Required;
import dev.sekisho.tls.client.TlsDemand.Verified;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.fixture.LeakCheck;
import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.fixture.TlsLoopbackServer;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.KeyKind;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakCheck.class)
class ClientTlsTest {
    private static final ListenerTls ASKING =
            new ListenerTls(true, UnknownName.REFUSE, Duration.ofSeconds(10), Optional.empty());
    private static final TestCertificates AUTHORITY =
            TestCertificates.certificate().authority("Authority");
    private static final Identity SERVER =
            TestCertificates.certificate().issuedBy(AUTHORITY).identity("server");
    private static final Identity STRANGER = TestCertificates.certificate().identity("stranger");
    private static final Identity OWN =
            TestCertificates.certificate().names("us.example").identity("own");
    private static final String HOST = "mail.example.org";

    /** Every engine as a client of every engine. */
    static Stream<Arguments> engines() {
        return Arrays.stream(TlsEngine.values())
                .flatMap(client -> Arrays.stream(TlsEngine.values()).map(server -> Arguments.of(client, server)));
    }

    private static X509TrustManager believing(TestCertificates authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.x509());
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Connects, writes a line at once, and gives back the second line of the server: the answer. */
    private static String talk(TlsEngine client, TlsEngine server, Identity presented, TlsDemand demand, String host)
            throws Exception {
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try (ServerTls serverTls = new ServerTls(Identities.of(List.of(presented)), server, Clock.systemUTC());
                TlsLoopbackServer listening = new TlsLoopbackServer(serverTls.listener(ASKING));
                ClientTls clientTls = new ClientTls(client, () -> Optional.of(OWN), believing(AUTHORITY))) {
            return exchange(
                    group,
                    listening.port(),
                    connection -> clientTls.newHandler(demand, host, connection.alloc(), Duration.ofSeconds(10)));
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Makes the handler of a connection. */
    private interface Handlers {
        SslHandler newHandler(Channel connection) throws Exception;
    }

    private static String exchange(NioEventLoopGroup group, int port, Handlers handlers) throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        // Not to be asked for afterwards: a connection whose handshake has failed has lost its handlers.
        AtomicReference<SslHandler> handler = new AtomicReference<>();
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) throws Exception {
                        handler.set(handlers.newHandler(connection));
                        connection
                                .pipeline()
                                .addLast(handler.get())
                                .addLast(new LineBasedFrameDecoder(1000), new StringDecoder(), new StringEncoder())
                                .addLast(new Lines(lines));
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync()
                .channel();
        try {
            channel.writeAndFlush("NOOP\r\n");
            handler.get().handshakeFuture().sync();
            assertThat(lines.poll(15, TimeUnit.SECONDS)).isEqualTo("220 ready");
            return lines.poll(15, TimeUnit.SECONDS);
        } finally {
            channel.close().syncUninterruptibly();
        }
    }

    private static final class Lines extends SimpleChannelInboundHandler<String> {
        private final BlockingQueue<String> lines;

        Lines(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, String line) {
            lines.add(line);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private static DemandUnmet unmet(
            TlsEngine client, TlsEngine server, Identity presented, TlsDemand demand, String host) {
        try {
            throw new AssertionError(talk(client, server, presented, demand, host));
        } catch (Exception failure) {
            return DemandUnmet.among(failure).orElseThrow(() -> new AssertionError(failure));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takesAPinnedKeyWhateverItsCertificateSays(TlsEngine client, TlsEngine server) throws Exception {
        Identity expired = TestCertificates.certificate()
                .commonName("nobody")
                .names("nobody.example")
                .until(TestCertificates.NOW.minus(Duration.ofDays(1)).plusSeconds(1))
                .identity("expired");
        Pinned demand = new Pinned(Set.of(expired.pin(), OWN.pin()));
        assertThat(talk(client, server, expired, demand, "nobody.example")).startsWith("250 TLS1.3");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAKeyThatIsNotPinnedAndSaysWhatWasPresented(TlsEngine client, TlsEngine server) {
        DemandUnmet unmet = unmet(client, server, STRANGER, new Pinned(Set.of(SERVER.pin())), HOST);
        assertThat(unmet.presented()).isEqualTo(STRANGER.pin());
        assertThat(unmet)
                .hasMessageContaining(STRANGER.pin().toString())
                .hasMessageContaining(SERVER.pin().toString());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAPinnedKeyThatIsNotTheLeafs(TlsEngine client, TlsEngine server) {
        Pin ofTheAuthority = CertificateFields.pin(AUTHORITY.x509());
        assertThat(unmet(client, server, SERVER, new Pinned(Set.of(ofTheAuthority)), HOST)
                        .presented())
                .isEqualTo(SERVER.pin());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takesAVerifiedCertificateThatNamesTheHost(TlsEngine client, TlsEngine server) throws Exception {
        assertThat(talk(client, server, SERVER, new Verified(), HOST)).startsWith("250 TLS1.3");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAVerifiedCertificateOfAnotherHost(TlsEngine client, TlsEngine server) {
        Identity other = TestCertificates.certificate()
                .names("mx.example.org")
                .commonName(HOST)
                .issuedBy(AUTHORITY)
                .identity("other");
        Identity twoNames = new Identity(
                "other",
                other.chain(),
                other.key(),
                KeyKind.ECDSA,
                List.of(HostPattern.parse(HOST).orElseThrow()));
        assertThat(unmet(client, server, twoNames, new Verified(), HOST))
                .hasMessageContaining("names [mx.example.org], not " + HOST);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void refusesAnUnverifiedCertificateOrAnAddress(TlsEngine client, TlsEngine server) {
        assertThat(unmet(client, server, STRANGER, new Verified(), HOST))
                .hasMessageContaining("does not verify: ")
                .hasMessageNotContaining("sun.security");
        assertThat(unmet(client, server, SERVER, new Verified(), "127.0.0.1")).hasMessageContaining("an address");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takesAnythingWhereTlsIsAllThatIsRequired(TlsEngine client, TlsEngine server) throws Exception {
        assertThat(talk(client, server, STRANGER, new Required(), HOST)).startsWith("250 TLS1.3");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void presentsOurOwnCertificateWhereOneIsAskedFor(TlsEngine client, TlsEngine server) throws Exception {
        assertThat(talk(client, server, SERVER, new Required(), HOST))
                .endsWith(OWN.pin().toString());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void presentsARenewedCertificateFromTheNextHandshakeOn(TlsEngine client, TlsEngine server) throws Exception {
        Identity renewed = TestCertificates.certificate().names("us.example").identity("own");
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try (ServerTls ours = new ServerTls(Identities.of(List.of(OWN)), client, Clock.systemUTC());
                ServerTls serverTls = new ServerTls(Identities.of(List.of(SERVER)), server, Clock.systemUTC());
                TlsLoopbackServer listening = new TlsLoopbackServer(serverTls.listener(ASKING));
                ClientTls clientTls = new ClientTls(
                        client, () -> Optional.of(ours.identities().byDefault()), believing(AUTHORITY))) {
            Handlers handlers = connection ->
                    clientTls.newHandler(new Required(), HOST, connection.alloc(), Duration.ofSeconds(10));
            assertThat(exchange(group, listening.port(), handlers))
                    .endsWith(OWN.pin().toString());
            // As the watch of the identities' files does.
            ours.replace(Identities.of(List.of(renewed)));
            assertThat(exchange(group, listening.port(), handlers))
                    .endsWith(renewed.pin().toString());
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void boringSslAgreesOnTheHybridGroup() throws Exception {
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        SslContext hybridAlone = SslContextBuilder.forClient()
                .sslProvider(TlsEngine.BORINGSSL.provider())
                .trustManager(new TlsDemandTrustManager(new Required(), believing(AUTHORITY)))
                .endpointIdentificationAlgorithm(null)
                .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"})
                .build();
        try (ServerTls tls = new ServerTls(Identities.of(List.of(SERVER)), TlsEngine.BORINGSSL, Clock.systemUTC());
                TlsLoopbackServer listening = new TlsLoopbackServer(tls.listener(ASKING))) {
            String answer = exchange(group, listening.port(), connection -> hybridAlone.newHandler(connection.alloc()));
            assertThat(answer).startsWith("250 TLS1.3");
        } finally {
            ReferenceCountUtil.release(hybridAlone);
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void aPinnedDemandHasAPin() {
        assertThatThrownBy(() -> new Pinned(Set.of())).hasMessageContaining("at least one pin");
    }

    @Test
    void thePlatformKnowsAuthorities() {
        assertThat(ClientTls.platformAuthorities().getAcceptedIssuers()).isNotEmpty();
    }
}
