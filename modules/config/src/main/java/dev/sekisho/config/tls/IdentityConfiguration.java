// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.tls;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A private key and its certificates: where they are.
 *
 * @param name what logs call it; no two have the same
 * @param certificate a PEM file with the certificate and its chain, the leaf first, or a PKCS#12 or JKS file with them and the key
 * @param chain a PEM file with the authority's certificates, if they have one of their own
 * @param key a PEM file with the private key; empty if it stands in the certificate's file
 * @param password what opens the key; empty if it is not encrypted
 * @param hosts the host names to present it for; empty means those in the certificate
 * @param position where it is configured
 */
public record IdentityConfiguration(
        String name,
        Path certificate,
        Optional<Path> chain,
        Optional<Path> key,
        Optional<PasswordSource> password,
        List<HostPattern> hosts,
        SourcePosition position) {
    public IdentityConfiguration {
        hosts = List.copyOf(hosts);
    }

    /**
     * What the identity is loaded from, with the password as it is now.
     *
     * @throws IOException if the password is not where it should be
     */
    public IdentitySource source(HostEnvironment machine) throws IOException {
        Optional<Secret> secret = password.isEmpty()
                ? Optional.empty()
                : Optional.of(password.get().read(machine));
        return new IdentitySource(name, certificate, chain, key, secret, hosts);
    }

    /** The same identity under another name. */
    public IdentityConfiguration named(String other) {
        return new IdentityConfiguration(other, certificate, chain, key, password, hosts, position);
    }
}
