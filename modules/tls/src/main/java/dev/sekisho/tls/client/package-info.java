// SPDX-License-Identifier: Apache-2.0
/**
 * The client's side of a handshake: what is demanded of a server's certificate, checked within the handshake.
 *
 * <p>Which demand a route has is not decided here.
 */
package dev.sekisho.tls.client;
