// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.Machine;
import dev.sekisho.config.PasswordSource;
import dev.sekisho.config.RelayConfiguration;
import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.Handover;
import dev.sekisho.relay.Relaying;
import dev.sekisho.relay.client.Timeouts;
import dev.sekisho.relay.destination.DnsNames;
import dev.sekisho.relay.queue.Postbox;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.relay.queue.ServerPins;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.pins.LivePins;
import dev.sekisho.store.senders.ReturnPaths;
import dev.sekisho.tls.ClientTls;
import dev.sekisho.tls.Identity;
import dev.sekisho.tls.Secret;
import dev.sekisho.tls.TlsEngine;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The way out, as the configuration wants it. */
final class Outbound {
    private final Store store;
    private final Outgoing outgoing;
    private final RelaySettings settings;
    private final Clock clock;

    Outbound(Store store, String hostName, RelayConfiguration relay, Clock clock) {
        this.store = store;
        this.outgoing = new Outgoing(store.database());
        this.clock = clock;
        this.settings = new RelaySettings(
                hostName, relay.routes(), route -> secret(relay, route), relay.schedule(), relay.limits());
    }

    private static Secret secret(RelayConfiguration relay, Route route) throws IOException {
        PasswordSource source = relay.passwords().get(route.name());
        if (source == null) {
            throw new IOException("the route " + route.name() + " has none");
        }
        return source.read(Machine.LOCAL);
    }

    /** What the mailet hands over to. */
    Handover handover() {
        return new Handover(outgoing, store.bodies(), settings, new ReturnPaths(store.database(), clock), clock);
    }

    /**
     * What sends; not yet started.
     *
     * @param own says what is presented to servers that ask for a certificate
     */
    Relaying relaying(TlsEngine engine, Supplier<Identity> own, LivePins pins, Postbox postbox) {
        return new Relaying(
                store,
                outgoing,
                settings,
                new ClientTls(engine, () -> Optional.of(own.get()), ClientTls.platformAuthorities()),
                new ServerPins(pins, pins::seen, clock),
                new DnsNames(),
                postbox,
                Timeouts.STANDARD,
                clock);
    }
}
