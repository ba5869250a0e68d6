// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.util.Optional;

/** In what the contexts of listeners differ. */
record ContextShape(boolean asksClientCertificate, Optional<String> alpn) {
    static ContextShape of(ListenerTls listener) {
        return new ContextShape(listener.asksClientCertificate(), listener.alpn());
    }
}
