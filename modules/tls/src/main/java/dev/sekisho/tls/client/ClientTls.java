// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.client;

import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.engine.TlsParameters;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.HostPattern;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The TLS side of outgoing connections. The demand is checked within the handshake: one that is unmet fails the handshake, and nothing
 * that was written leaves. Sessions are not resumed, so that each handshake is checked. For any thread.
 */
public final class ClientTls implements AutoCloseable {
    private static final int MOST_CONTEXTS = 100;

    private final TlsEngine engine;
    private final X509TrustManager authorities;
    private final Map<TlsDemand, SslContext> contexts = new LinkedHashMap<>(16, 0.75f, true);
    private final Supplier<Optional<Identity>> own;
    private Optional<Identity> presented = Optional.empty();

    /**
     * @param engine what does the cryptography
     * @param own presented to servers that ask for a certificate; asked at each handshake, so that a renewed one is presented from then on
     * @param authorities who is believed where a verified certificate is demanded
     */
    public ClientTls(TlsEngine engine, Supplier<Optional<Identity>> own, X509TrustManager authorities) {
        this.engine = engine;
        this.own = own;
        this.authorities = authorities;
    }

    /** The authorities that the Java platform knows. */
    public static X509TrustManager platformAuthorities() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the Java platform has no X.509 trust manager"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform's authorities cannot be read", e);
        }
    }

    /**
     * A handler for one connection, to be added first in its pipeline when TLS is to begin. A failed handshake's
     * {@link DemandUnmet}, if that is the cause, has what was presented.
     *
     * @param demand what is insisted on
     * @param host the server's name, which is sent as SNI; an address is not, nor a name that no host may have
     * @param allocator the channel's
     * @param timeout how long the handshake may take
     * @throws SSLException if the engine refuses our own identity
     */
    public SslHandler newHandler(TlsDemand demand, String host, ByteBufAllocator allocator, Duration timeout)
            throws SSLException {
        SslHandler handler = engineFor(demand, allocator);
        serverName(host).ifPresent(name -> {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(name));
            handler.engine().setSSLParameters(parameters);
        });
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    /** A name that SNI cannot carry, such as one with an underscore, is not sent; no certificate is believed for it then. */
    private static Optional<SNIServerName> serverName(String host) {
        try {
            return HostPattern.parse(host)
                    .filter(name -> !name.wildcard())
                    .map(name -> new SNIHostName(name.toString()));
        } catch (IllegalArgumentException notForTls) {
            return Optional.empty();
        }
    }

    /** The engine keeps its context, also if that is given back here. It gets no peer, and so resumes no session. */
    private synchronized SslHandler engineFor(TlsDemand demand, ByteBufAllocator allocator) throws SSLException {
        Optional<Identity> now = own.get();
        if (!now.equals(presented)) {
            close();
            presented = now;
        }
        SslContext context = contexts.get(demand);
        if (context == null) {
            context = newContext(demand);
            contexts.put(demand, context);
            if (contexts.size() > MOST_CONTEXTS) {
                TlsDemand longestUnused = contexts.keySet().iterator().next();
                ReferenceCountUtil.release(contexts.remove(longestUnused));
            }
        }
        return context.newHandler(allocator);
    }

    private SslContext newContext(TlsDemand demand) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(engine.provider())
                .protocols(TlsParameters.VERSIONS)
                .ciphers(TlsParameters.CIPHER_SUITES, IdentityCipherSuiteFilter.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .trustManager(new TlsDemandTrustManager(demand, authorities));
        presented.ifPresent(identity -> builder.keyManager(new ClientIdentityKeyManager(identity)));
        if (engine == TlsEngine.BORINGSSL) {
            builder.option(OpenSslContextOption.GROUPS, TlsParameters.GROUPS);
        }
        return builder.build();
    }

    /** Gives back what is kept for the next handshakes; open sessions go on. */
    @Override
    public synchronized void close() {
        contexts.values().forEach(ReferenceCountUtil::release);
        contexts.clear();
    }
}
