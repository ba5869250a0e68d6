// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A certificate in DER, as some programs export it. */
final class DerCertificate {
    private DerCertificate() {}

    static Optional<X509Certificate> in(MaterialFile file) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(file.bytes())));
        } catch (CertificateException other) {
            return Optional.empty();
        }
    }
}
