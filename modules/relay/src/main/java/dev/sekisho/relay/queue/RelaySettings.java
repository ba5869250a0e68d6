// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;

/**
 * How mail leaves.
 *
 * @param ownName the name we go by
 * @param routes the ways
 * @param secrets the passwords of those that log in
 * @param schedule when something is tried again, and for how long
 * @param limits how much is done at one destination at once
 */
public record RelaySettings(
        String ownName, Routes routes, Secrets secrets, RetrySchedule schedule, DestinationLimits limits) {

    /** The passwords of routes. */
    @FunctionalInterface
    public interface Secrets {
        /**
         * The password of a route that logs in, read anew each time.
         *
         * @throws IOException if it cannot be read; the message says from where
         */
        Secret of(Route route) throws IOException;
    }
}
