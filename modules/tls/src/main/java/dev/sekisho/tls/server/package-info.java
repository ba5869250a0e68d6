// SPDX-License-Identifier: Apache-2.0
/**
 * The server's side of a handshake: contexts, session tickets, and the handler of each connection.
 *
 * <p>Here do not belong the choice of an identity, which is {@code identity}'s, nor the exchange of identities while the server runs, which is
 * {@code reload}'s.
 */
package dev.sekisho.tls.server;
