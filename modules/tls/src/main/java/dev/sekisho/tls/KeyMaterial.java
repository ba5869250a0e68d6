// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates and private keys as a file has them, in its order, unchecked. */
record KeyMaterial(List<X509Certificate> certificates, List<PrivateKey> keys) {
    KeyMaterial {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
        return certificates.size() + " certificates, " + keys.size() + " keys";
    }
}
