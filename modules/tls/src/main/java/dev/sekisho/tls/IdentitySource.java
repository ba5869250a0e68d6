// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an identity is read from.
 *
 * @param name what the configuration and the log call it
 * @param certificate a PEM file with the certificate and those that link it to its issuer, in that order; or a PKCS#12 or JKS file
 *     with them and the key
 * @param key a PEM file with the private key; empty if it stands in the certificate's file
 * @param password opens the key or the PKCS#12 file; empty if it is not encrypted
 * @param hostNames the names it serves; empty for those that the certificate names
 */
public record IdentitySource(
        String name, Path certificate, Optional<Path> key, Optional<Secret> password, List<HostPattern> hostNames) {
    public IdentitySource {
        hostNames = List.copyOf(hostNames);
    }

    /** A source of two PEM files, not encrypted, that serves the names in its certificate. */
    public static IdentitySource ofPem(String name, Path certificate, Path key) {
        return new IdentitySource(name, certificate, Optional.of(key), Optional.empty(), List.of());
    }

    /** The file that the key is read from. */
    public Path keyFile() {
        return key.orElse(certificate);
    }

    /** Every file it is read from. */
    public List<Path> files() {
        return key.filter(file -> !file.equals(certificate))
                .map(file -> List.of(certificate, file))
                .orElse(List.of(certificate));
    }
}
