// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.material.CertificateChain;
import dev.sekisho.tls.material.CertificateChecks;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.IdentityProblem.Severity;
import dev.sekisho.tls.material.KeyKind;
import dev.sekisho.tls.material.KeyStrength;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.UnusableMaterial;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads identities from their files, and says all that is wrong with them. */
public final class IdentityLoader {
    private final IdentitySource source;
    private final Instant now;
    private final List<IdentityProblem> problems = new ArrayList<>();

    private IdentityLoader(IdentitySource source, Instant now) {
        this.source = source;
        this.now = now;
    }

    /**
     * Reads an identity and checks it at a point in time. Never throws for what is in the files.
     *
     * @param source the files and their settings
     * @param now the time at which the certificate must be valid
     */
    public static IdentityLoadResult load(IdentitySource source, Instant now) {
        IdentityLoader loader = new IdentityLoader(source, now);
        try {
            return loader.load();
        } catch (UnusableMaterial fault) {
            loader.problems.add(fault.problem(source.name()));
            return new Unusable(loader.problems);
        }
    }

    private IdentityLoadResult load() throws UnusableMaterial {
        IdentitySourceFiles files = IdentitySourceFiles.read(source);
        files.keyFile()
                .modeIfExposed()
                .ifPresent(mode -> add(
                        files.keyFile(),
                        Fault.KEY_EXPOSED,
                        "others can read the key (mode " + mode + ")",
                        "set mode 0600"));
        return checked(files);
    }

    private IdentityLoadResult checked(IdentitySourceFiles files) throws UnusableMaterial {
        X509Certificate leaf = files.leaf();
        KeyKind kind = KeyStrength.kind(files.key(), leaf, files.keyFile());
        List<HostPattern> inCertificate = CertificateFields.hostNames(leaf);
        CertificateChain chain = CertificateChain.of(files.certificates(), leaf);
        CertificateChecks checks = new CertificateChecks(chain.certificates(), files.certificateFile(), this::add);
        checks.time(now);
        checks.timeOfIssuers(now);
        checks.purpose();
        checks.covers(source.hostNames(), inCertificate);
        chain.check(files.chainFile().orElse(files.certificateFile()), this::add);
        if (problems.stream().anyMatch(problem -> problem.fault().severity() == Severity.ERROR)) {
            return new Unusable(problems);
        }
        List<HostPattern> names = source.hostNames().isEmpty() ? inCertificate : source.hostNames();
        return new Loaded(new Identity(source.name(), chain.certificates(), files.key(), kind, names), problems);
    }

    private void add(MaterialFile file, Fault fault, String found, String expected) {
        problems.add(new IdentityProblem(source.name(), file.path(), fault, found, expected));
    }
}
