// SPDX-License-Identifier: Apache-2.0
/**
 * Routes of outgoing mail: for which mail, the next hop, the demanded TLS, the retry schedule.
 *
 * <p>Values, and the choice of a route. Not here: secrets, connections, and the results of attempts.
 */
package dev.sekisho.policy.route;
