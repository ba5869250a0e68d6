// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.hello.ClientHello;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The contexts of a set of identities, one for each identity and shape of listener, each of which is held once. Unchanging, but for
 * the release.
 */
final class ServerContexts {
    private record Key(Identity identity, SslContextOptions shape) {}

    private final Identities identities;
    private final Map<Key, SslContext> contexts;

    private ServerContexts(Identities identities, Map<Key, SslContext> contexts) {
        this.identities = identities;
        this.contexts = contexts;
    }

    static ServerContexts none(Identities identities) {
        return new ServerContexts(identities, Map.of());
    }

    /** Contexts for all identities and shapes; those that are here already are shared, since a new one would forget its sessions. */
    ServerContexts derive(Identities wanted, Set<SslContextOptions> shapes, ServerContextFactory maker)
            throws UnservableIdentity {
        Map<Key, SslContext> derived = new HashMap<>();
        ServerContexts result = new ServerContexts(wanted, derived);
        boolean complete = false;
        try {
            for (Identity identity : wanted.all()) {
                for (SslContextOptions shape : shapes) {
                    Key key = new Key(identity, shape);
                    SslContext existing = contexts.get(key);
                    derived.put(
                            key, existing == null ? maker.make(identity, shape) : ReferenceCountUtil.retain(existing));
                }
            }
            complete = true;
            return result;
        } finally {
            if (!complete) {
                result.release();
            }
        }
    }

    Identities identities() {
        return identities;
    }

    /** Who answers a ClientHello, and with what. */
    record Answering(Identity identity, SslContext context) {}

    Optional<Answering> answering(ClientHello hello, ListenerTls listener) {
        return identities
                .answering(hello, listener.unknownName())
                .flatMap(
                        identity -> Optional.ofNullable(contexts.get(new Key(identity, SslContextOptions.of(listener))))
                                .map(context -> new Answering(identity, context)));
    }

    Iterable<SslContext> all() {
        return contexts.values();
    }

    /** Gives the contexts back; each goes when its last open session has ended. */
    void release() {
        contexts.values().forEach(ReferenceCountUtil::release);
    }
}
