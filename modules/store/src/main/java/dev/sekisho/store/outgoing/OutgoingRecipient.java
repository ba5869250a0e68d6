// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One recipient of an outgoing message.
 *
 * @param id its row
 * @param address the forward path
 * @param notices NOTIFY of RFC 3461
 * @param orcpt ORCPT of RFC 3461
 * @param route the name of the route it leaves by
 * @param destination what it shares connections with
 * @param status where it stands
 * @param attempts how often it was tried
 * @param nextAttempt when it is tried, or looked at, again
 * @param warned whether its sender was told of the delay
 * @param bounced whether the operator wants it back with its sender
 * @param stopping whether the operator holds it once it is not under way any more
 * @param host the server that was tried last
 * @param reason what that server said, or what went wrong
 * @param presented the key that the server presented, where it is held for that
 * @param expected the keys that would have done
 */
public record OutgoingRecipient(
        long id,
        String address,
        Optional<String> notices,
        Optional<String> orcpt,
        String route,
        String destination,
        RecipientStatus status,
        int attempts,
        Instant nextAttempt,
        boolean warned,
        boolean bounced,
        boolean stopping,
        Optional<String> host,
        Optional<String> reason,
        Optional<Pin> presented,
        List<Pin> expected) {
    public OutgoingRecipient {
        expected = List.copyOf(expected);
    }

    /** By which route it goes where. */
    public RouteDestination way() {
        return new RouteDestination(route, destination);
    }
}
