// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.store.outgoing.OutgoingQueue;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mail that is held because a server presented a key that was not pinned. */
final class HeldMail {
    private static final Logger LOGGER = LoggerFactory.getLogger(HeldMail.class);

    private final OutgoingQueue outgoing;
    private final DeliveryContext context;
    private final Clock clock;

    HeldMail(OutgoingQueue outgoing, DeliveryContext context, Clock clock) {
        this.outgoing = outgoing;
        this.context = context;
        this.clock = clock;
    }

    /** A key that was not pinned when mail was held for it, and is now, lets that mail go. */
    void release() {
        for (OutgoingQueue.HeldFor held : outgoing.heldFor()) {
            boolean fine = context.settings()
                    .routes()
                    .named(held.route())
                    .filter(route -> route.demand() == RouteDemand.PINNED)
                    .filter(route -> context.pins().expected(route, held.host()).contains(held.presented()))
                    .isPresent();
            if (fine) {
                context.backOff().clear(new ConnectionPool.Key(held.route(), held.destination()));
                int released = outgoing.release(held, clock.instant());
                LOGGER.info(
                        "{} recipients at {} are not held any more: the key {} of {} is pinned now",
                        released,
                        held.destination(),
                        held.presented(),
                        held.host());
            }
        }
    }
}
