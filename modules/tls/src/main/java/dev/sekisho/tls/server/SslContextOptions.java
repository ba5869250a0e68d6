// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import java.util.Optional;

/** In what the contexts of listeners differ. */
record SslContextOptions(boolean asksClientCertificate, Optional<String> alpn) {
    static SslContextOptions of(ListenerTls listener) {
        return new SslContextOptions(listener.asksClientCertificate(), listener.alpn());
    }
}
