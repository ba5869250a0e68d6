// SPDX-License-Identifier: Apache-2.0
/**
 * Limits of connections: how many, how long they may be silent, and how slow a client may be.
 *
 * <p>The figures come from the policy of the port.
 */
package dev.sekisho.server.transport.limit;
