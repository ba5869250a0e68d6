// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.tls.identity.CertificateFacts;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An identity of the configuration, as its files are now.
 *
 * @param source where it is read from
 * @param load the result of reading it
 * @param facts what its certificate says, also if it cannot be used; empty if there is none
 */
record ConfiguredIdentity(IdentitySource source, IdentityLoadResult load, Optional<CertificateFacts> facts) {

    static ConfiguredIdentity of(IdentitySource source, Instant now) {
        IdentityLoadResult load = IdentityLoader.load(source, now);
        Optional<CertificateFacts> facts = load instanceof IdentityLoadResult.Loaded loaded
                ? Optional.of(CertificateFacts.of(loaded.identity()))
                : CertificateFacts.read(source);
        return new ConfiguredIdentity(source, load, facts);
    }

    String name() {
        return source.name();
    }

    /** The identity; empty if it cannot be used. */
    Optional<Identity> identity() {
        return load instanceof IdentityLoadResult.Loaded loaded ? Optional.of(loaded.identity()) : Optional.empty();
    }

    /** The names it is to serve. */
    List<HostPattern> hostNames() {
        return source.hostNames().isEmpty()
                ? facts.map(CertificateFacts::hostNames).orElse(List.of())
                : source.hostNames();
    }

    List<String> files() {
        return source.files().stream().map(Path::normalize).map(Path::toString).toList();
    }
}
