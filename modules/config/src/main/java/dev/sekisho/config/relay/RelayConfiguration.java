// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Routes;
import java.util.List;
import java.util.Map;

/**
 * The configuration of outgoing mail.
 *
 * @param routes the ways
 * @param passwords where the passwords of those routes are that log in, by the route's name
 * @param listed the pins that routes list, and where
 * @param schedule when something is tried again, and for how long
 * @param limits how much is done at one destination at once
 */
public record RelayConfiguration(
        Routes routes,
        Map<String, PasswordSource> passwords,
        List<ListedPin> listed,
        RetrySchedule schedule,
        DestinationLimits limits) {
    /** To the MX of every recipient, with TLS where it is offered. */
    public static final RelayConfiguration DEFAULT = new RelayConfiguration(
            Routes.DEFAULT, Map.of(), List.of(), RetrySchedule.DEFAULT, DestinationLimits.DEFAULT);

    public RelayConfiguration {
        passwords = Map.copyOf(passwords);
        listed = List.copyOf(listed);
    }
}
