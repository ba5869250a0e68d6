// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates and private keys as a file has them, in its order, unchecked.
 *
 * @param certificates the certificates
 * @param keys the private keys
 * @param others the labels of the PEM blocks that are neither, and of keys that were not to be opened
 */
public record KeyMaterial(List<X509Certificate> certificates, List<PrivateKey> keys, List<String> others) {
    public KeyMaterial {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
        others = List.copyOf(others);
    }

    KeyMaterial(List<X509Certificate> certificates, List<PrivateKey> keys) {
        this(certificates, keys, List.of());
    }

    /** True if a private key is there, opened or not. */
    public boolean hasKey() {
        return !keys.isEmpty() || others.stream().anyMatch(type -> type.endsWith("PRIVATE KEY"));
    }

    /** What is there beside certificates, in words for the operator; empty if nothing is. */
    public String besideCertificates() {
        if (hasKey()) {
            return "a private key";
        }
        return others.stream().map(KeyMaterial::words).findFirst().orElse("");
    }

    private static String words(String type) {
        return switch (type) {
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> "a certificate request (CSR), not a certificate";
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> "a public key";
            case "X509 CRL" -> "a list of revoked certificates";
            default -> "a block of " + type;
        };
    }

    @Override
    public String toString() {
        return certificates.size() + " certificates, " + keys.size() + " keys";
    }
}
