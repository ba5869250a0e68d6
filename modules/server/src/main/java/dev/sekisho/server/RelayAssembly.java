// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.OutboundService;
import dev.sekisho.relay.OutgoingEnqueuer;
import dev.sekisho.relay.client.SmtpTimeouts;
import dev.sekisho.relay.dns.SystemDnsLookup;
import dev.sekisho.relay.queue.DsnSubmission;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.relay.queue.ServerPins;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.pin.PinBookCache;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.tls.client.ClientTls;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The way out, as the configuration wants it. */
final class RelayAssembly {
    private final Store store;
    private final OutgoingQueue outgoing;
    private final RelaySettings settings;
    private final Clock clock;

    RelayAssembly(Store store, String hostName, RelayConfiguration relay, Clock clock) {
        this.store = store;
        this.outgoing = new OutgoingQueue(store.database());
        this.clock = clock;
        this.settings = new RelaySettings(
                hostName, relay.routes(), route -> secret(relay, route), relay.schedule(), relay.limits());
    }

    private static Secret secret(RelayConfiguration relay, Route route) throws IOException {
        PasswordSource source = relay.passwords().get(route.name());
        if (source == null) {
            throw new IOException("the route " + route.name() + " has none");
        }
        return source.read(HostEnvironment.LOCAL);
    }

    /** What the mailet hands over to. */
    OutgoingEnqueuer enqueuer() {
        return new OutgoingEnqueuer(
                outgoing, store.bodies(), settings, new SrsRewriter(store.database(), clock), clock);
    }

    /**
     * What sends; not yet started.
     *
     * @param own says what is presented to servers that ask for a certificate
     */
    OutboundService relaying(TlsEngine engine, Supplier<Identity> own, PinBookCache pins, DsnSubmission postbox) {
        return new OutboundService(
                store,
                outgoing,
                settings,
                new ClientTls(engine, () -> Optional.of(own.get()), ClientTls.platformAuthorities()),
                new ServerPins(pins, pins::seen, clock),
                new SystemDnsLookup(),
                postbox,
                SmtpTimeouts.STANDARD,
                clock);
    }
}
