// SPDX-License-Identifier: Apache-2.0
/**
 * Which way a message leaves by: routes, next hops, what TLS they demand, when they are tried again.
 *
 * <p>Here belong values and the choice among them. Here do not belong secrets, connections, or what happened on the way.
 */
package dev.sekisho.policy.route;
