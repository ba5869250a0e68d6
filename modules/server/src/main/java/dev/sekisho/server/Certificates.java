// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.Machine;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.TlsIdentity;
import dev.sekisho.tls.HostPattern;
import dev.sekisho.tls.Identities;
import dev.sekisho.tls.Identity;
import dev.sekisho.tls.IdentityLoad;
import dev.sekisho.tls.IdentityLoader;
import dev.sekisho.tls.IdentityProblem;
import dev.sekisho.tls.IdentitySource;
import dev.sekisho.tls.SelfSigned;
import dev.sekisho.tls.TogetherChecks;
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
record Certificates(Identities identities, List<IdentitySource> sources, List<IdentityProblem> warnings) {
    private static final Logger LOGGER = LoggerFactory.getLogger(Certificates.class);

    /**
     * Reads them.
     *
     * @param directory where the self-signed identity is kept
     * @throws StartRefused with all that is wrong with any of them
     */
    static Certificates load(SekishoConfiguration configuration, Path directory, Clock clock) throws StartRefused {
        List<TlsIdentity> named = configuration.tls().identities();
        return named.isEmpty()
                ? selfSigned(configuration, directory, clock)
                : fromFiles(named, configuration.ownNames(), clock);
    }

    private static Certificates selfSigned(SekishoConfiguration configuration, Path directory, Clock clock)
            throws StartRefused {
        HostPattern host = HostPattern.parse(configuration.hostName())
                .orElseThrow(() -> new StartRefused(List.of("the host name '" + configuration.hostName()
                        + "' cannot stand in a certificate; set <hostname> in sekisho.xml")));
        SelfSigned selfSigned = new SelfSigned("self-signed", directory, host, clock);
        return new Certificates(Identities.of(List.of(ensured(selfSigned))), List.of(selfSigned.source()), List.of());
    }

    private static Identity ensured(SelfSigned selfSigned) throws StartRefused {
        SelfSigned.Outcome outcome = selfSigned.ensure();
        if (outcome instanceof SelfSigned.Outcome.Kept kept) {
            return kept.identity();
        }
        if (outcome instanceof SelfSigned.Outcome.Made made) {
            Identity identity = made.identity();
            LOGGER.info("made a self-signed certificate for {}; its pin is {}", identity.hostNames(), identity.pin());
            return identity;
        }
        if (outcome instanceof SelfSigned.Outcome.Renewed renewed) {
            Identity identity = renewed.identity();
            LOGGER.info("renewed the self-signed certificate; its key and pin stay: {}", identity.pin());
            return identity;
        }
        throw new StartRefused(lines(((SelfSigned.Outcome.Failed) outcome).problems()));
    }

    private static Certificates fromFiles(List<TlsIdentity> named, List<String> ownNames, Clock clock)
            throws StartRefused {
        List<Identity> identities = new ArrayList<>();
        List<IdentitySource> sources = new ArrayList<>();
        List<IdentityProblem> warnings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (TlsIdentity each : named) {
            try {
                IdentitySource source = each.source(Machine.LOCAL);
                IdentityLoad load = IdentityLoader.load(source, clock.instant());
                if (load instanceof IdentityLoad.Loaded loaded) {
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
        warnings.addAll(TogetherChecks.sharedKeys(identities, sources));
        lines(warnings).forEach(LOGGER::warn);
        TogetherChecks.unservedOwnNames(identities, ownNames).forEach(name -> LOGGER.warn("{}", name));
        return new Certificates(Identities.of(identities), List.copyOf(sources), List.copyOf(warnings));
    }

    private static List<String> lines(List<IdentityProblem> problems) {
        return problems.stream().map(IdentityProblem::toString).toList();
    }
}
