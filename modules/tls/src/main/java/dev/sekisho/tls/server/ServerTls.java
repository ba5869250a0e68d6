// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.hello.ClientHello;
import dev.sekisho.tls.hello.HandshakeRefused;
import dev.sekisho.tls.hello.HandshakeRefused.Reason;
import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.HostPattern;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The TLS side of a server: gives each connection the handler that does its handshake, with the identities of the moment.
 * {@link #replace} changes them between two handshakes; open sessions go on with those they began with. For any thread.
 */
public final class ServerTls implements AutoCloseable {
    private final TlsEngine engine;
    private final SessionTicketKeys ticketKeys;
    private final ServerContextFactory maker;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<SslContextOptions> shapes = new HashSet<>();
    private ServerContexts contexts;
    private volatile Map<X509Certificate, byte[]> staples = Map.of();
    private boolean closed;

    /**
     * @param identities what the server presents
     * @param engine what does the cryptography
     * @param clock for changing ticket keys
     */
    public ServerTls(Identities identities, TlsEngine engine, Clock clock) {
        this.engine = engine;
        this.ticketKeys = new SessionTicketKeys(clock);
        this.maker = new ServerContextFactory(engine, ticketKeys);
        this.contexts = ServerContexts.none(identities);
    }

    /** The handlers of one listener. */
    public final class Listener {
        private final ListenerTls options;
        private final UnknownNameObserver asked;

        private Listener(ListenerTls options, UnknownNameObserver asked) {
            this.options = options;
            this.asked = asked;
        }

        /**
         * A handler for one connection: add it first in the pipeline, when TLS is to begin (implicit TLS: when the channel is
         * initialised; STARTTLS: in the same event-loop task in which the reply is written and flushed). The first bytes from then on
         * must be a ClientHello. The pipeline gets one {@link io.netty.handler.ssl.SslHandshakeCompletionEvent}; if it reports a
         * failure, the connection is being closed. What is written before waits for the handshake, and never leaves in clear.
         * Once the ClientHello has come, an {@link SslHandler} of the name {@code tls} stands in the handler's place.
         */
        public ChannelHandler newHandler() {
            return new ClientHelloHandler(this::answered, options.handshakeTimeout());
        }

        private Optional<SslHandler> answered(ClientHello hello, ChannelHandlerContext ctx) throws HandshakeRefused {
            Identities present = identities();
            Optional<RequestedServerName> unknown = present.unknownName(hello);
            unknown.ifPresent(name -> asked.unknown(name, ctx.channel().remoteAddress(), presented(present)));
            Optional<SslHandler> handler = answer(hello, options, ctx);
            if (handler.isEmpty() && unknown.isPresent()) {
                throw new HandshakeRefused(
                        Reason.UNKNOWN_NAME, "no identity has the name that the client asks for, " + unknown.get());
            }
            return handler;
        }

        private List<HostPattern> presented(Identities present) {
            return switch (options.unknownName()) {
                case DEFAULT_CERTIFICATE -> present.byDefault().hostNames();
                case REFUSE -> List.of();
            };
        }
    }

    /**
     * The handlers for a listener's demands.
     *
     * @throws UnservableIdentity if the engine refuses one of the identities
     */
    public Listener listener(ListenerTls options) throws UnservableIdentity {
        return listener(options, UnknownNameObserver.NONE);
    }

    /**
     * The handlers for a listener's demands.
     *
     * @param asked is called for clients that ask for a name which no identity has
     * @throws UnservableIdentity if the engine refuses one of the identities
     */
    public Listener listener(ListenerTls options, UnknownNameObserver asked) throws UnservableIdentity {
        lock.writeLock().lock();
        try {
            Set<SslContextOptions> wanted = new HashSet<>(shapes);
            wanted.add(SslContextOptions.of(options));
            exchange(contexts.derive(contexts.identities(), wanted, maker));
            shapes.addAll(wanted);
            return new Listener(options, asked);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Presents other identities from the next handshake on. If it fails, nothing has changed. Where one is no more, no session is resumed that
     * was begun before: a login that is bound to the server's certificate (RFC 5929 4.1) means the one that the client has seen.
     *
     * @throws UnservableIdentity if the engine refuses one of the identities
     */
    public void replace(Identities identities) throws UnservableIdentity {
        lock.writeLock().lock();
        try {
            boolean oneIsGone = !Set.copyOf(identities.all())
                    .containsAll(contexts.identities().all());
            exchange(contexts.derive(identities, shapes, maker));
            if (oneIsGone) {
                ticketKeys.replaceAll();
                useTicketKeys();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void exchange(ServerContexts next) {
        if (closed) {
            next.release();
            throw new IllegalStateException("the TLS side of the server is closed");
        }
        ServerContexts old = contexts;
        contexts = next;
        old.release();
    }

    /** Staples these OCSP answers to the handshakes of these certificates from now on, and no others. */
    public void staple(Map<X509Certificate, byte[]> answers) {
        staples = Map.copyOf(answers);
    }

    /** The identities of the moment. */
    public Identities identities() {
        lock.readLock().lock();
        try {
            return contexts.identities();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What does the cryptography. */
    public TlsEngine engine() {
        return engine;
    }

    /** Changes the keys of session tickets if it is time; called now and then. */
    public void rotateTicketKeys() {
        lock.writeLock().lock();
        try {
            if (ticketKeys.rotateIfDue()) {
                useTicketKeys();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void useTicketKeys() {
        for (SslContext context : contexts.all()) {
            if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
                sessions.setTicketKeys(ticketKeys.inUse());
            }
        }
    }

    /** The engine it makes keeps its context until the session ends. */
    private Optional<SslHandler> answer(ClientHello hello, ListenerTls options, ChannelHandlerContext ctx) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the TLS side of the server is closed");
            }
            return contexts.answering(hello, options)
                    .map(answering -> handler(answering.context(), answering.identity(), ctx));
        } finally {
            lock.readLock().unlock();
        }
    }

    private SslHandler handler(SslContext context, Identity identity, ChannelHandlerContext ctx) {
        SslHandler handler = context.newHandler(ctx.alloc());
        byte[] staple = staples.get(identity.leaf());
        if (staple != null && handler.engine() instanceof ReferenceCountedOpenSslEngine boringSsl) {
            boringSsl.setOcspResponse(staple);
        }
        if (engine == TlsEngine.JDK) {
            SSLEngine jdk = handler.engine();
            SSLParameters parameters = jdk.getSSLParameters();
            parameters.setUseCipherSuitesOrder(true);
            jdk.setSSLParameters(parameters);
        }
        return handler;
    }

    /** Begins no more handshakes; open sessions go on. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                exchange(ServerContexts.none(contexts.identities()));
                closed = true;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
