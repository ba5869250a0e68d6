// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentitySetChecks;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The identities of a configuration, as their files are now.
 *
 * @param all the default one first; empty if the self-signed one is still to be made
 * @param selfSigned whether none is listed, so that the server's own self-signed one is presented
 * @param hostName the name the server goes by; empty if the configuration has problems
 * @param ownNames the names the server goes by, those it greets with included; empty if the configuration has problems
 * @param listeners the names of the listeners with TLS; empty if the configuration has problems
 */
record ConfiguredIdentities(
        List<ConfiguredIdentity> all,
        boolean selfSigned,
        Optional<HostPattern> hostName,
        List<String> ownNames,
        List<String> listeners) {
    ConfiguredIdentities {
        all = List.copyOf(all);
        ownNames = List.copyOf(ownNames);
        listeners = List.copyOf(listeners);
    }

    /**
     * Reads them.
     *
     * @throws CommandFault if {@code tls.xml} has problems, other than files that are not there
     */
    static ConfiguredIdentities read(HomeFolder home, Clock clock) {
        LoadResult loaded = ConfigurationLoader.load(home.conf(), ConfigurationOverrides.NONE);
        if (loaded instanceof LoadResult.Valid valid) {
            return of(valid.configuration(), home, clock);
        }
        String problems = loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        List<IdentityConfiguration> listed = ConfigurationLoader.listedIdentities(home.conf(), HostEnvironment.LOCAL)
                .filter(identities -> !identities.isEmpty())
                .orElseThrow(() -> new CommandFault(ExitCodes.FAILED, "the configuration has problems:\n" + problems));
        return new ConfiguredIdentities(known(listed, clock), false, Optional.empty(), List.of(), List.of());
    }

    private static ConfiguredIdentities of(SekishoConfiguration configuration, HomeFolder home, Clock clock) {
        List<IdentityConfiguration> listed = configuration.tls().identities();
        Optional<HostPattern> hostName = HostPattern.parse(configuration.hostName());
        List<ConfiguredIdentity> known = listed.isEmpty()
                ? hostName.map(host -> own(home, host, clock).source()).stream()
                        .map(source -> ConfiguredIdentity.of(source, clock.instant()))
                        .filter(each -> each.facts().isPresent())
                        .toList()
                : known(listed, clock);
        List<String> listeners = configuration.enabledListeners().stream()
                .filter(listener -> listener.policy().tls() != TlsMode.NONE)
                .map(listener -> listener.name().text())
                .toList();
        return new ConfiguredIdentities(known, listed.isEmpty(), hostName, configuration.ownNames(), listeners);
    }

    /** The server's own self-signed identity. */
    static SelfSignedIdentity own(HomeFolder home, HostPattern host, Clock clock) {
        return new SelfSignedIdentity("self-signed", home.tls(), host, clock);
    }

    private static List<ConfiguredIdentity> known(List<IdentityConfiguration> listed, Clock clock) {
        List<ConfiguredIdentity> known = new ArrayList<>();
        for (IdentityConfiguration each : listed) {
            try {
                known.add(ConfiguredIdentity.of(each.source(HostEnvironment.LOCAL), clock.instant()));
            } catch (IOException e) {
                throw new CommandFault(
                        ExitCodes.FAILED, each.position() + ": identity " + each.name() + ": " + e.getMessage());
            }
        }
        return known;
    }

    /** The names for which clients get an identity; empty if it cannot be used. */
    List<HostPattern> reachedBy(ConfiguredIdentity known) {
        List<Identity> usable =
                all.stream().flatMap(each -> each.identity().stream()).toList();
        return known.identity()
                .map(identity -> Identities.of(usable).reachedBy(identity))
                .orElse(List.of());
    }

    /** The warnings about an identity among the others; names that none has are reported with the default one. */
    List<String> problemsTogether(ConfiguredIdentity known) {
        List<Identity> usable =
                all.stream().flatMap(each -> each.identity().stream()).toList();
        List<String> problems = new ArrayList<>();
        if (!selfSigned && isDefault(known)) {
            IdentitySetChecks.unservedOwnNames(usable, ownNames).stream()
                    .map(IdentitySetChecks.Unserved::toString)
                    .forEach(problems::add);
        }
        IdentitySetChecks.sharedKeys(
                        usable, all.stream().map(ConfiguredIdentity::source).toList())
                .stream()
                .filter(problem -> problem.identity().equals(known.name()))
                .map(IdentityProblem::toString)
                .forEach(problems::add);
        return problems;
    }

    boolean isDefault(ConfiguredIdentity known) {
        return !all.isEmpty() && all.get(0).equals(known);
    }

    /**
     * The identity of this name.
     */
    Optional<ConfiguredIdentity> named(String name) {
        return all.stream()
                .filter(known -> !selfSigned && known.name().equals(name))
                .findFirst();
    }

    /**
     * The listed identity that a new certificate is most likely the next one of: of the same kind of key, with a name in common; or the only one,
     * if its files are not there yet.
     *
     * @throws CommandFault if several may be meant
     */
    Optional<ConfiguredIdentity> predecessor(Identity next) {
        if (selfSigned) {
            return Optional.empty();
        }
        List<ConfiguredIdentity> similar = all.stream()
                .filter(known -> known.hostNames().stream()
                        .anyMatch(name -> next.hostNames().contains(name)))
                .filter(known -> known.facts()
                        .map(facts -> facts.key().startsWith(next.keyKind().name()))
                        .orElse(true))
                .toList();
        if (similar.size() > 1) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "it may be the next one of "
                            + similar.stream().map(ConfiguredIdentity::name).collect(Collectors.joining(" or of "))
                            + "; say which with --identity NAME");
        }
        boolean awaited = all.size() == 1 && all.get(0).facts().isEmpty();
        return similar.isEmpty() && awaited
                ? Optional.of(all.get(0))
                : similar.stream().findFirst();
    }

    /** A source for an identity that the configuration does not list yet: one PEM file among the server's own. */
    static IdentitySource fresh(HomeFolder home, String name) {
        return new IdentitySource(
                name,
                home.tls().resolve("imported").resolve(name + ".pem"),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
