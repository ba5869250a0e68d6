// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an identity is read from.
 *
 * @param name what the configuration and the log call it
 * @param certificate a PEM file with the certificate and those that link it to its issuer, in that order; or a PKCS#12 or JKS file
 *     with them and the key
 * @param chain a PEM file with certificates that link the certificate to its issuer, beside those in the certificate's own file
 * @param key a PEM file with the private key; empty if it stands in the certificate's file
 * @param password opens the key or the PKCS#12 file; empty if it is not encrypted
 * @param hostNames the names it serves; empty for those that the certificate names
 */
public record IdentitySource(
        String name,
        Path certificate,
        Optional<Path> chain,
        Optional<Path> key,
        Optional<Secret> password,
        List<HostPattern> hostNames) {
    public IdentitySource {
        hostNames = List.copyOf(hostNames);
    }

    /** A source whose certificates stand in one file. */
    public IdentitySource(
            String name, Path certificate, Optional<Path> key, Optional<Secret> password, List<HostPattern> hostNames) {
        this(name, certificate, Optional.empty(), key, password, hostNames);
    }

    /** The same source, opened with another password. */
    public IdentitySource openedWith(Optional<Secret> other) {
        return new IdentitySource(name, certificate, chain, key, other, hostNames);
    }

    /** The same files, under the name and for the hosts of another source. */
    public IdentitySource namedAs(IdentitySource other) {
        return new IdentitySource(other.name, certificate, chain, key, password, other.hostNames);
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
        return Stream.concat(Stream.of(certificate), Stream.concat(chain.stream(), key.stream()))
                .distinct()
                .toList();
    }
}
