// SPDX-License-Identifier: Apache-2.0
/**
 * Connections: binding, bounds, TLS, framing and timeouts, the same for every protocol.
 *
 * <p>A wire, {@link dev.sekisho.server.transport.ClientConnection} towards the conversation and {@link dev.sekisho.server.transport.ConnectionHandler} towards
 * Netty, gives a {@link dev.sekisho.server.transport.ProtocolSession} one unit of input at a time and reads no further until it has been dealt
 * with. What the units mean does not belong here, nor does James.
 */
package dev.sekisho.server.transport;
