// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Over what a message was offered to a server.
 *
 * @param address of the server
 * @param tls the version of TLS; empty in cleartext
 * @param cipher the cipher suite
 */
public record ConnectionInfo(InetSocketAddress address, Optional<String> tls, Optional<String> cipher) {}
