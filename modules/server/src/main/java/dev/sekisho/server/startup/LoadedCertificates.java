// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySetChecks;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.identity.SelfSignedIdentity.Outcome;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identities that a configuration names, or the self-signed one if it names none.
 *
 * @param identities what is presented at start
 * @param sources where they are read from again when their files change
 * @param warnings what is wrong with them and refuses nothing
 */
public record LoadedCertificates(Identities identities, List<IdentitySource> sources, List<IdentityProblem> warnings) {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoadedCertificates.class);

    /**
     * Reads them.
     *
     * @param directory where the self-signed identity is kept
     * @throws StartRefused with all that is wrong with any of them
     */
    public static LoadedCertificates load(SekishoConfiguration configuration, Path directory, Clock clock)
            throws StartRefused {
        List<IdentityConfiguration> named = configuration.tls().identities();
        return named.isEmpty()
                ? selfSigned(configuration, directory, clock)
                : fromFiles(named, configuration.ownNames(), clock);
    }

    private static LoadedCertificates selfSigned(SekishoConfiguration configuration, Path directory, Clock clock)
            throws StartRefused {
        HostPattern host = HostPattern.parse(configuration.hostName())
                .orElseThrow(() -> new StartRefused(List.of("the host name '" + configuration.hostName()
                        + "' cannot stand in a certificate; set <hostname> in sekisho.xml")));
        SelfSignedIdentity selfSigned = new SelfSignedIdentity("self-signed", directory, host, clock);
        return new LoadedCertificates(
                Identities.of(List.of(selfSigned.ensure().accept(new InService()))),
                List.of(selfSigned.source()),
                List.of());
    }

    /** The identity of an outcome; the log is told if it is a new one. */
    private static final class InService implements Outcome.Visitor<Identity, StartRefused> {
        @Override
        public Identity kept(Outcome.Kept kept) {
            return kept.identity();
        }

        @Override
        public Identity made(Outcome.Made made) {
            return made(made.identity());
        }

        @Override
        public Identity renewed(Outcome.Renewed renewed) {
            Identity identity = renewed.identity();
            LOGGER.info("renewed the self-signed certificate; its key and pin stay: {}", identity.pin());
            return identity;
        }

        @Override
        public Identity rekeyed(Outcome.Rekeyed rekeyed) {
            return made(rekeyed.identity());
        }

        @Override
        public Identity failed(Outcome.Failed failed) throws StartRefused {
            throw new StartRefused(lines(failed.problems()));
        }

        private static Identity made(Identity identity) {
            LOGGER.info("made a self-signed certificate for {}; its pin is {}", identity.hostNames(), identity.pin());
            return identity;
        }
    }

    private static LoadedCertificates fromFiles(List<IdentityConfiguration> named, List<String> ownNames, Clock clock)
            throws StartRefused {
        List<Identity> identities = new ArrayList<>();
        List<IdentitySource> sources = new ArrayList<>();
        List<IdentityProblem> warnings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (IdentityConfiguration each : named) {
            try {
                IdentitySource source = each.source(HostEnvironment.LOCAL);
                IdentityLoadResult load = IdentityLoader.load(source, clock.instant());
                if (load instanceof IdentityLoadResult.Loaded loaded) {
                    warnings.addAll(loaded.problems());
                    identities.add(loaded.identity());
                    sources.add(source);
                } else {
                    problems.addAll(lines(load.problems()));
                }
            } catch (IOException e) {
                problems.add(each.position() + ": identity " + each.name() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
        warnings.addAll(IdentitySetChecks.sharedKeys(identities, sources));
        lines(warnings).forEach(LOGGER::warn);
        IdentitySetChecks.unservedOwnNames(identities, ownNames).forEach(name -> LOGGER.warn("{}", name));
        return new LoadedCertificates(Identities.of(identities), List.copyOf(sources), List.copyOf(warnings));
    }

    private static List<String> lines(List<IdentityProblem> problems) {
        return problems.stream().map(IdentityProblem::toString).toList();
    }
}
