// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.util.List;

/**
 * How a route logs in. The secret is kept elsewhere.
 *
 * @param user the name to log in with
 * @param mechanisms what may be used, in the order of preference; the first that the server offers is
 */
public record RouteAuth(String user, List<AuthMechanism> mechanisms) {
    public RouteAuth {
        mechanisms = List.copyOf(mechanisms);
        if (user.isEmpty() || mechanisms.isEmpty()) {
            throw new IllegalArgumentException("a login needs a user and a mechanism");
        }
    }

    /** With any mechanism. */
    public static RouteAuth of(String user) {
        return new RouteAuth(user, List.of(AuthMechanism.values()));
    }
}
