// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import dev.sekisho.policy.pin.PinnedPeer;
import java.util.List;
import java.util.Optional;

/**
 * A way that messages leave by.
 *
 * @param name what the operator calls it; it stands in the queue's listing
 * @param senders whose messages go this way; empty means everybody's, the null sender's too
 * @param recipients which recipients go this way; empty means all
 * @param nextHop who takes them
 * @param demand what TLS is insisted on
 * @param auth how to log in there
 * @param peer a peer whose pins count beside those of the server's host name
 * @param pins keys that this route itself lists for its server; more may be known elsewhere
 */
public record Route(
        String name,
        List<AddressPattern> senders,
        List<AddressPattern> recipients,
        NextHop nextHop,
        RouteDemand demand,
        Optional<RouteAuth> auth,
        Optional<String> peer,
        List<PinnedPeer> pins) {
    public Route {
        senders = List.copyOf(senders);
        recipients = List.copyOf(recipients);
        pins = List.copyOf(pins);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a route needs a name");
        }
        if (auth.isPresent() && !demand.insistsOnTls()) {
            throw new IllegalArgumentException(
                    "a route with a login and the demand opportunistic could send the password in cleartext");
        }
        if (auth.isPresent() && nextHop instanceof NextHop.Mx) {
            throw new IllegalArgumentException("a login is for a smarthost; any MX would get the password");
        }
    }

    /** The route of a server without configuration: to the recipients' MX, with TLS where it is offered. */
    public static final Route DEFAULT = new Route(
            "default",
            List.of(),
            List.of(),
            new NextHop.Mx(NextHop.SMTP_PORT),
            RouteDemand.OPPORTUNISTIC,
            Optional.empty(),
            Optional.empty(),
            List.of());

    /** Whether every message goes this way that comes so far. */
    public boolean takesAll() {
        return senders.isEmpty() && recipients.isEmpty();
    }

    boolean takes(Optional<String> sender, String recipient) {
        boolean bySender = senders.isEmpty()
                || sender.filter(address -> senders.stream().anyMatch(each -> each.matches(address)))
                        .isPresent();
        return bySender && (recipients.isEmpty() || recipients.stream().anyMatch(each -> each.matches(recipient)));
    }
}
