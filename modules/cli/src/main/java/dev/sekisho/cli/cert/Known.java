// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.tls.CertificateFacts;
import dev.sekisho.tls.HostPattern;
import dev.sekisho.tls.Identity;
import dev.sekisho.tls.IdentityLoad;
import dev.sekisho.tls.IdentityLoader;
import dev.sekisho.tls.IdentitySource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An identity of the configuration, as its files are now.
 *
 * @param source where it is read from
 * @param load what came of reading it
 * @param facts what its certificate says, also if it cannot be used; empty if there is none
 */
record Known(IdentitySource source, IdentityLoad load, Optional<CertificateFacts> facts) {

    static Known of(IdentitySource source, Instant now) {
        IdentityLoad load = IdentityLoader.load(source, now);
        Optional<CertificateFacts> facts = load instanceof IdentityLoad.Loaded loaded
                ? Optional.of(CertificateFacts.of(loaded.identity()))
                : CertificateFacts.read(source);
        return new Known(source, load, facts);
    }

    String name() {
        return source.name();
    }

    /** The identity; empty if it cannot be used. */
    Optional<Identity> identity() {
        return load instanceof IdentityLoad.Loaded loaded ? Optional.of(loaded.identity()) : Optional.empty();
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
