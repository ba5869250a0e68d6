// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.config.tls.TlsConfiguration.Engine;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySetChecks;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Severity;
import dev.sekisho.tls.reload.ExpiryWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads every key and certificate as the server would.
 *
 * @param configuration names them
 * @param home where a self-signed one is kept
 * @param machine whose environment holds passwords
 * @param clock for their validity
 */
record CertificateCheck(SekishoConfiguration configuration, HomeFolder home, HostEnvironment machine, Clock clock) {
    private static final SourcePosition TLS_FILE = SourcePosition.ofFile("tls.xml");

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        engine(problems);
        if (configuration.tls().identities().isEmpty()) {
            selfSigned(problems);
        }
        List<Identity> usable = new ArrayList<>();
        List<IdentitySource> sources = new ArrayList<>();
        configuration.tls().identities().forEach(identity -> check(identity, problems, usable, sources));
        together(usable, sources, problems);
        refusing(problems);
        return Stream.concat(problems.refusals().stream(), problems.warnings().stream())
                .toList();
    }

    private void engine(ProblemList problems) {
        if (configuration.tls().engine() == Engine.BORINGSSL && !TlsEngine.BORINGSSL.loads()) {
            problems.refuse(TLS_FILE, "", "the engine boringssl does not load on this machine", "use auto or jdk");
        }
    }

    /** One that is there is kept and renewed by the server itself: that it can be made is all there is to check. */
    private void selfSigned(ProblemList problems) {
        if (HostPattern.parse(configuration.hostName()).isEmpty()) {
            problems.refuse(
                    SourcePosition.ofFile("sekisho.xml"),
                    "",
                    "the host name " + configuration.hostName() + " cannot be used in a certificate",
                    "set <hostname>");
        }
        if (!Files.exists(home.root().resolve("var").resolve("tls").resolve("key.pem"))) {
            problems.note(TLS_FILE, "", "no identity is listed", "a self-signed one is made at the first start");
        }
    }

    private void together(List<Identity> usable, List<IdentitySource> sources, ProblemList problems) {
        IdentitySetChecks.unservedOwnNames(usable, configuration.ownNames())
                .forEach(name -> problems.warn(TLS_FILE, "", name.found(), name.expected()));
        for (IdentityProblem problem : IdentitySetChecks.sharedKeys(usable, sources)) {
            configuration.tls().identities().stream()
                    .filter(identity -> identity.name().equals(problem.identity()))
                    .forEach(identity -> add(identity, "identity " + identity.name(), problem, problems));
        }
    }

    private void refusing(ProblemList problems) {
        configuration.enabledListeners().stream()
                .filter(listener -> listener.policy().unknownName() == UnknownName.REFUSE)
                .forEach(listener -> problems.note(
                        listener.position(),
                        "listener " + listener.name(),
                        "TLS clients that ask for a name which no identity has are refused, and cannot let their users"
                                + " accept the certificate",
                        "remove <unknown-name> to present the default certificate"));
    }

    private void check(
            IdentityConfiguration identity, ProblemList problems, List<Identity> usable, List<IdentitySource> sources) {
        String where = "identity " + identity.name();
        try {
            Instant now = clock.instant();
            IdentitySource source = identity.source(machine);
            IdentityLoadResult load = IdentityLoader.load(source, now);
            load.problems().forEach(problem -> add(identity, where, problem, problems));
            if (load instanceof IdentityLoadResult.Loaded loaded) {
                usable.add(loaded.identity());
                sources.add(source);
                ExpiryWarning.of(loaded.identity(), now)
                        .ifPresent(warning -> problems.warn(
                                identity.position(),
                                where,
                                "its certificate expires at " + warning.notAfter(),
                                "renew it"));
            }
        } catch (IOException e) {
            problems.refuse(identity.position(), where, String.valueOf(e.getMessage()), "put its password there");
        }
    }

    private static void add(
            IdentityConfiguration identity, String where, IdentityProblem problem, ProblemList problems) {
        String found = problem.file() + ": " + problem.found();
        if (problem.fault().severity() == Severity.ERROR) {
            problems.refuse(identity.position(), where, found, problem.expected());
        } else {
            problems.warn(identity.position(), where, found, problem.expected());
        }
    }
}
