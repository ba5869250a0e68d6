// SPDX-License-Identifier: Apache-2.0
/**
 * SASL as the client of another server speaks it (RFC 4422, 4616, 5802), and the name and password of a route.
 *
 * <p>The server's side is {@code dev.sekisho.server.sasl}.
 */
package dev.sekisho.relay.client.sasl;
