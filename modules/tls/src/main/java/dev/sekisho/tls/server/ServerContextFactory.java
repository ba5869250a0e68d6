// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.engine.TlsParameters;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.Sha256;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** Makes the context of one identity for one shape of listener. */
final class ServerContextFactory {
    private static final int LONGEST_CLIENT_CHAIN = 32 * 1024;
    private static final int CACHED_SESSIONS = 10_000;

    private final TlsEngine engine;
    private final SessionTicketKeys ticketKeys;

    ServerContextFactory(TlsEngine engine, SessionTicketKeys ticketKeys) {
        this.engine = engine;
        this.ticketKeys = ticketKeys;
    }

    SslContext make(Identity identity, SslContextOptions shape) throws UnservableIdentity {
        SslContextBuilder builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(engine.provider())
                .protocols(TlsParameters.VERSIONS)
                .ciphers(TlsParameters.CIPHER_SUITES, IdentityCipherSuiteFilter.INSTANCE)
                .sessionTimeout(SessionTicketKeys.LIFE.toSeconds())
                .sessionCacheSize(CACHED_SESSIONS);
        if (shape.asksClientCertificate()) {
            builder.clientAuth(ClientAuth.OPTIONAL).trustManager(new AnyClientTrustManager());
        }
        shape.alpn().ifPresent(protocol -> builder.applicationProtocolConfig(alpn(protocol)));
        if (engine == TlsEngine.BORINGSSL) {
            builder.option(OpenSslContextOption.GROUPS, TlsParameters.GROUPS);
            builder.enableOcsp(CertificateFields.demandsStaple(identity.leaf()));
            builder.option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, LONGEST_CLIENT_CHAIN);
        }
        try {
            SslContext context = builder.build();
            if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
                sessions.setSessionCacheEnabled(false);
                sessions.setSessionIdContext(sessionScope(identity, shape));
                sessions.setTicketKeys(ticketKeys.inUse());
            }
            return context;
        } catch (SSLException | RuntimeException e) {
            throw new UnservableIdentity(identity, e);
        }
    }

    private static ApplicationProtocolConfig alpn(String protocol) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, protocol);
    }

    /**
     * Sessions are resumed where they began: with the same key, on listeners of the same shape. A ticket of a listener that does not
     * ask for a certificate is worth nothing on one that does.
     */
    private static byte[] sessionScope(Identity identity, SslContextOptions shape) {
        return Sha256.sha256(identity.pin() + " " + shape);
    }
}
