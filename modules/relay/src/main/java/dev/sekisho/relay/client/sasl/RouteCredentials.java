// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.sasl;

import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.tls.material.Secret;

/**
 * What to log in with.
 *
 * @param auth the user and the mechanisms
 * @param secret the password; it never prints
 */
public record RouteCredentials(RouteAuth auth, Secret secret) {}
