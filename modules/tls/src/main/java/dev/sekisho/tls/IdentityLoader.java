// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import dev.sekisho.tls.IdentityLoad.Loaded;
import dev.sekisho.tls.IdentityLoad.Unusable;
import dev.sekisho.tls.IdentityProblem.Fault;
import dev.sekisho.tls.IdentityProblem.Severity;
import java.security.PrivateKey;
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
        MaterialFile certificateFile = MaterialFile.read(source.certificate());
        MaterialFile keyFile = source.key().isEmpty() ? certificateFile : MaterialFile.read(source.keyFile());
        KeyMaterial material = material(certificateFile);
        KeyMaterial keys = keyFile == certificateFile ? material : keysOnly(keyFile);
        List<X509Certificate> chain = material.certificates();
        if (chain.isEmpty()) {
            throw certificateFile.fault(
                    Fault.NO_CERTIFICATE, "there is no certificate in it", "put the certificate and its chain there");
        }
        PrivateKey key = theOnly(keys.keys(), keyFile);
        keyFile.modeIfExposed()
                .ifPresent(mode -> add(
                        keyFile, Fault.KEY_EXPOSED, "others can read the key (mode " + mode + ")", "set mode 0600"));
        return judged(chain, key, certificateFile, keyFile);
    }

    private KeyMaterial material(MaterialFile file) throws UnusableMaterial {
        return file.pem() ? PemReading.read(file, source.password()) : KeyStoreReading.read(file, source.password());
    }

    private KeyMaterial keysOnly(MaterialFile file) throws UnusableMaterial {
        if (!file.pem()) {
            throw file.fault(Fault.MALFORMED, "not PEM: there is no \"-----BEGIN\"", "write the key as PEM");
        }
        return PemReading.read(file, source.password());
    }

    private static PrivateKey theOnly(List<PrivateKey> keys, MaterialFile file) throws UnusableMaterial {
        if (keys.isEmpty()) {
            throw file.fault(Fault.NO_KEY, "there is no private key in it", "name the file of the private key");
        }
        if (keys.size() > 1) {
            throw file.fault(Fault.SEVERAL_KEYS, "there are " + keys.size() + " private keys in it", "leave one there");
        }
        return keys.get(0);
    }

    private IdentityLoad judged(
            List<X509Certificate> chain, PrivateKey key, MaterialFile certificateFile, MaterialFile keyFile)
            throws UnusableMaterial {
        KeyKind kind = KeyStrength.kind(key, chain.get(0), keyFile);
        List<HostPattern> inCertificate = Certificates.hostNames(chain.get(0));
        ChainChecks checks = new ChainChecks(chain, certificateFile, this::add);
        checks.keyBelongs(key, kind, keyFile);
        checks.order();
        checks.time(now);
        checks.purpose();
        checks.covers(source.hostNames(), inCertificate);
        if (problems.stream().anyMatch(problem -> problem.fault().severity() == Severity.ERROR)) {
            return new Unusable(problems);
        }
        List<HostPattern> names = source.hostNames().isEmpty() ? inCertificate : source.hostNames();
        return new Loaded(new Identity(source.name(), chain, key, kind, names), problems);
    }

    private void add(MaterialFile file, Fault fault, String found, String expected) {
        problems.add(new IdentityProblem(source.name(), file.path(), fault, found, expected));
    }
}
