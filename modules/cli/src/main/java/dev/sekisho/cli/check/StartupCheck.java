// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.check.Finding.Topic;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.DryRun;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Checks everything that a start needs. Mailets are made and disposed of by the server's own code. Certificates, files and ports are looked at only where the configuration can be read: without it
 * nobody knows which.
 *
 * @param home the folder that Sekisho was unpacked to
 * @param overrides what holds instead of what the files say
 * @param machine the machine it is to run on
 * @param clock for the validity of certificates
 * @param binding tries addresses
 * @param network tries whether mail can leave; empty to cause no traffic
 */
record StartupCheck(
        HomeFolder home,
        ConfigurationOverrides overrides,
        HostEnvironment machine,
        Clock clock,
        PortBinding binding,
        Optional<NetworkOptions> network) {

    CheckReport run() {
        LoadResult loaded = ConfigurationLoader.load(home.conf(), overrides, machine);
        List<Finding> findings = new ArrayList<>();
        if (loaded instanceof LoadResult.Invalid invalid) {
            add(findings, Topic.CONFIGURATION, invalid.problems());
        }
        add(findings, Topic.CONFIGURATION, loaded.warnings());
        ServiceLoader.load(DryRun.class)
                .forEach(trial -> add(findings, Topic.MAILETS, trial.problems(home.root(), loaded)));
        Optional<SekishoConfiguration> configuration =
                loaded instanceof LoadResult.Valid valid ? Optional.of(valid.configuration()) : Optional.empty();
        configuration.ifPresent(valid -> {
            add(findings, Topic.CERTIFICATES, new CertificateCheck(valid, home, machine, clock).problems());
            add(findings, Topic.FILES, new FilePermissionCheck(valid, home).problems());
            PinCheck pins = new PinCheck(valid, home, clock);
            add(findings, Topic.PINS, pins.problems());
            if (pins.storeIsCurrent()) {
                add(findings, Topic.CONFIGURATION, new PostmasterCheck(home, machine).problems());
                add(findings, Topic.CONFIGURATION, new TrialCheck(valid, home, clock).problems());
            }
            network.ifPresent(options -> {
                add(findings, Topic.NETWORK, network(valid, options).problems());
                add(findings, Topic.CERTIFICATES, published(valid, options).problems());
                add(
                        findings,
                        Topic.CONFIGURATION,
                        new DnsListCheck(valid.enabledListeners(), options.names()).problems());
            });
            add(findings, Topic.PORTS, new PortCheck(valid, binding, PortOwnerFinder.ofHome(home)).problems());
        });
        return new CheckReport(configuration, findings);
    }

    private static void add(List<Finding> findings, Topic topic, List<Problem> problems) {
        problems.forEach(problem -> findings.add(new Finding(topic, problem)));
    }

    private NetworkCheck network(SekishoConfiguration valid, NetworkOptions options) {
        return new NetworkCheck(
                valid,
                new PinCheck(valid, home, clock).stored(),
                identity(valid),
                options.exchangers(),
                options.names(),
                machine,
                clock);
    }

    private PublishedNamesCheck published(SekishoConfiguration valid, NetworkOptions options) {
        List<Identity> identities = valid.tls().identities().isEmpty()
                ? loaded(selfSigned()).stream().toList()
                : valid.tls().identities().stream()
                        .flatMap(each -> listed(each).stream())
                        .toList();
        return new PublishedNamesCheck(identities, new PinCheck(valid, home, clock).localDomains(), options.names());
    }

    /** What the server presents where it is a client; one that cannot be read is reported elsewhere. */
    private Optional<Identity> identity(SekishoConfiguration valid) {
        return valid.tls().defaultIdentity().map(this::listed).orElseGet(() -> loaded(selfSigned()));
    }

    private IdentitySource selfSigned() {
        return IdentitySource.ofPem(
                "self-signed", home.tls().resolve("certificate.pem"), home.tls().resolve("key.pem"));
    }

    private Optional<Identity> listed(IdentityConfiguration identity) {
        try {
            return loaded(identity.source(machine));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Identity> loaded(IdentitySource source) {
        return IdentityLoader.load(source, clock.instant()) instanceof IdentityLoadResult.Loaded found
                ? Optional.of(found.identity())
                : Optional.empty();
    }
}
