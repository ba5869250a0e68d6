// SPDX-License-Identifier: Apache-2.0
/**
 * From a next hop to servers and open connections: the DNS, the order in which servers are asked, connections that are kept, back-off.
 *
 * <p>Not here: the SMTP dialogue, and the results of messages.
 */
package dev.sekisho.relay.destination;
