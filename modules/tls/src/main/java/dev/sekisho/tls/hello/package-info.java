// SPDX-License-Identifier: Apache-2.0
/**
 * The ClientHello (RFC 8446 4.1.2), read before the TLS engine sees it, and why a handshake is refused for it.
 *
 * <p>Here belongs the reading of octets alone. Which identity answers is {@code identity}'s choice.
 */
package dev.sekisho.tls.hello;
