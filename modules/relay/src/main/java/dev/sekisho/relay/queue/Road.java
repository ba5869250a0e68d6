// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.client.Credentials;
import dev.sekisho.relay.client.SmtpClient;
import dev.sekisho.relay.destination.BackOff;
import dev.sekisho.relay.destination.BlockedPort;
import dev.sekisho.relay.destination.Connections;
import dev.sekisho.relay.destination.Openings;
import dev.sekisho.relay.destination.ServerSearch;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * All that an attempt needs, shared by all of them.
 *
 * @param client opens connections
 * @param search finds servers
 * @param connections those that are kept
 * @param openings how many more may be opened to an address
 * @param backOff the destinations that are left alone
 * @param blocked whether port 25 is
 * @param pins which keys servers may have
 * @param settings the routes and their secrets
 * @param workers threads that may block
 */
public record Road(
        SmtpClient client,
        ServerSearch search,
        Connections connections,
        Openings openings,
        BackOff backOff,
        BlockedPort blocked,
        ServerPins pins,
        RelaySettings settings,
        Executor workers) {

    Optional<Credentials> credentials(Route route) throws IOException {
        return route.auth().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Credentials(route.auth().get(), settings.secrets().of(route)));
    }
}
