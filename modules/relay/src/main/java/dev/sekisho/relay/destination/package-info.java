// SPDX-License-Identifier: Apache-2.0
/**
 * From a next hop to servers and open connections: the DNS, the order in which servers are asked, connections that are kept, back-off.
 *
 * <p>Here does not belong what is said over a connection, nor what becomes of a message.
 */
package dev.sekisho.relay.destination;
