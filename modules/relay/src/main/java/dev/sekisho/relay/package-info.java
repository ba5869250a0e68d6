// SPDX-License-Identifier: Apache-2.0
/**
 * Outgoing mail as the server sees it: the mailet {@link dev.sekisho.relay.Relay}, which puts mail into the outgoing queue, the service that sends
 * it, and the test of a route.
 *
 * <p>Not here: scheduling and DSNs ({@code queue}), DNS and open connections ({@code destination}), and SMTP as a client ({@code client}).
 */
package dev.sekisho.relay;
