// SPDX-License-Identifier: Apache-2.0
/**
 * Connections: binding, limits, TLS, framing and timeouts, the same for every protocol.
 *
 * <p>A {@link dev.sekisho.server.transport.ConnectionHandler} has a {@link dev.sekisho.server.transport.ProtocolSessionFactory} open a
 * session for each connection, and gives that {@link dev.sekisho.server.transport.ProtocolSession} one unit of input at a time; it reads no
 * further until the unit has been dealt with. The session sees a {@link dev.sekisho.server.transport.ClientConnection}. What the units
 * mean does not belong here, nor does James.
 */
package dev.sekisho.server.transport;
