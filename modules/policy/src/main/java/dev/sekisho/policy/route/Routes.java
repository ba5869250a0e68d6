// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.util.List;
import java.util.Optional;

/**
 * All routes, in the order in which they are asked. The last takes what no other took, so that there is one for every message.
 *
 * @param routes at least one, names used once, the last for all
 */
public record Routes(List<Route> routes) {
    /** Everything goes to the MX of its recipients. */
    public static final Routes DEFAULT = new Routes(List.of(Route.DEFAULT));

    public Routes {
        routes = List.copyOf(routes);
        if (routes.isEmpty() || !routes.get(routes.size() - 1).takesAll()) {
            throw new IllegalArgumentException("the last route must take everything");
        }
        if (routes.stream().map(Route::name).distinct().count() != routes.size()) {
            throw new IllegalArgumentException("two routes have one name");
        }
    }

    /**
     * The route of a message to one recipient: the first that takes it.
     *
     * @param sender the reverse path; empty for the null sender
     * @param recipient the recipient's address
     */
    public Route choose(Optional<String> sender, String recipient) {
        return routes.stream()
                .filter(route -> route.takes(sender, recipient))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the last route takes everything"));
    }

    /** The route of this name, if there still is one. */
    public Optional<Route> named(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }
}
