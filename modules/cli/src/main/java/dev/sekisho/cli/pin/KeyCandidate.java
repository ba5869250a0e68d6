// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.policy.pin.Pin;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A key to be pinned, and where it was read.
 *
 * @param pin its pin
 * @param origin where it was read, for people
 * @param chain the certificates that came with it, its own first; none where the key alone was given
 * @param host the name of the server that was asked, if one was
 */
record KeyCandidate(Pin pin, String origin, List<X509Certificate> chain, Optional<String> host) {
    KeyCandidate {
        chain = List.copyOf(chain);
    }

    static Pin pinOf(X509Certificate certificate) {
        return Pin.ofSpki(certificate.getPublicKey().getEncoded());
    }
}
