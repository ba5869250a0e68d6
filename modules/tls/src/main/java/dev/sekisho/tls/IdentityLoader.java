// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import dev.sekisho.tls.IdentityLoad.Loaded;
import dev.sekisho.tls.IdentityLoad.Unusable;
import dev.sekisho.tls.IdentityProblem.Fault;
import dev.sekisho.tls.IdentityProblem.Severity;
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
     * @param source the files and what is said of them
     * @param now the time at which the certificate must be valid
     */
    public static IdentityLoad load(IdentitySource source, Instant now) {
        IdentityLoader loader = new IdentityLoader(source, now);
        try {
            return loader.load();
        } catch (UnusableMaterial fault) {
            loader.problems.add(fault.problem(source.name()));
            return new Unusable(loader.problems);
        }
    }

    private IdentityLoad load() throws UnusableMaterial {
        SourceFiles files = SourceFiles.read(source);
        files.keyFile()
                .modeIfExposed()
                .ifPresent(mode -> add(
                        files.keyFile(),
                        Fault.KEY_EXPOSED,
                        "others can read the key (mode " + mode + ")",
                        "set mode 0600"));
        return judged(files);
    }

    private IdentityLoad judged(SourceFiles files) throws UnusableMaterial {
        X509Certificate leaf = files.leaf();
        KeyKind kind = KeyStrength.kind(files.key(), leaf, files.keyFile());
        List<HostPattern> inCertificate = Certificates.hostNames(leaf);
        CertificateChain chain = CertificateChain.of(files.certificates(), leaf);
        ChainChecks checks = new ChainChecks(chain.certificates(), files.certificateFile(), this::add);
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
