// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.client.SmtpClient;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.relay.destination.ConnectionThrottle;
import dev.sekisho.relay.destination.DestinationBackOff;
import dev.sekisho.relay.destination.NextHopResolver;
import dev.sekisho.relay.destination.Port25BlockDetector;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * All that an attempt needs, shared by all of them.
 *
 * @param client opens connections
 * @param resolver finds servers
 * @param connections those that are kept
 * @param limits what stands in the way of further connections
 * @param pins which keys servers may have
 * @param settings the routes and their secrets
 * @param workers threads that may block
 */
public record DeliveryContext(
        SmtpClient client,
        NextHopResolver resolver,
        ConnectionPool connections,
        Limits limits,
        ServerPins pins,
        RelaySettings settings,
        Executor workers) {

    /**
     * What stands in the way of further connections.
     *
     * @param throttle how many more may be opened to an address
     * @param backOff the destinations that are left alone
     * @param port25 whether port 25 is blocked
     */
    public record Limits(ConnectionThrottle throttle, DestinationBackOff backOff, Port25BlockDetector port25) {}

    ConnectionThrottle throttle() {
        return limits.throttle();
    }

    DestinationBackOff backOff() {
        return limits.backOff();
    }

    Port25BlockDetector port25() {
        return limits.port25();
    }

    Optional<RouteCredentials> credentials(Route route) throws IOException {
        return route.auth().isEmpty()
                ? Optional.empty()
                : Optional.of(new RouteCredentials(
                        route.auth().get(), settings.secrets().of(route)));
    }
}
