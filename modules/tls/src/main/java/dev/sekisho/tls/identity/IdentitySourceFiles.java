// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.CertificateChecks;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.KeyMaterial;
import dev.sekisho.tls.material.KeyStoreReader;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.PemReader;
import dev.sekisho.tls.material.UnusableMaterial;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the files of a source have in them.
 *
 * @param certificateFile the file of the certificate
 * @param chainFile the authority's chain, where it has a file of its own
 * @param keyFile the file of the key, which may be that of the certificate
 * @param certificates all certificates, those of the chain's file last; never empty
 * @param key the private key
 */
record IdentitySourceFiles(
        MaterialFile certificateFile,
        Optional<MaterialFile> chainFile,
        MaterialFile keyFile,
        List<X509Certificate> certificates,
        PrivateKey key) {
    IdentitySourceFiles {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads them.
     *
     * @throws UnusableMaterial if a file cannot be read, or has not in it what it is named for
     */
    static IdentitySourceFiles read(IdentitySource source) throws UnusableMaterial {
        MaterialFile file = MaterialFile.read(source.certificate());
        boolean together = source.keyFile().equals(source.certificate());
        MaterialFile keyFile = together ? file : MaterialFile.read(source.keyFile());
        KeyMaterial material = together ? both(file, source) : certificates(file, source);
        KeyMaterial keys = together ? material : keys(keyFile, source);
        if (material.certificates().isEmpty()) {
            throw noCertificate(
                    file, material, !together && !keys.certificates().isEmpty() && !keys.hasKey());
        }
        PrivateKey key = theOnly(keys, keyFile);
        Optional<MaterialFile> chainFile = Optional.empty();
        List<X509Certificate> chain = List.of();
        if (source.chain().isPresent()) {
            MaterialFile named = MaterialFile.read(source.chain().get());
            chainFile = Optional.of(named);
            chain = chain(named);
        }
        return new IdentitySourceFiles(
                file,
                chainFile,
                keyFile,
                Stream.concat(material.certificates().stream(), chain.stream()).toList(),
                key);
    }

    /** The certificates of a source, in the order of its files, though nothing else in them may be of use; empty if there is none to be read. */
    static List<X509Certificate> certificatesOf(IdentitySource source) {
        try {
            List<X509Certificate> own = certificates(MaterialFile.read(source.certificate()), source)
                    .certificates();
            return source.chain().isEmpty()
                    ? own
                    : Stream.concat(
                                    own.stream(),
                                    chain(MaterialFile.read(source.chain().get())).stream())
                            .distinct()
                            .toList();
        } catch (UnusableMaterial unreadable) {
            return List.of();
        }
    }

    /** The certificate of the key. @throws UnusableMaterial if there is none */
    X509Certificate leaf() throws UnusableMaterial {
        return certificates.stream()
                .filter(certificate -> CertificateFields.belongs(key, certificate))
                .findFirst()
                .orElseThrow(() -> keyFile.fault(
                        Fault.KEY_MISMATCH,
                        "the key is not that of the certificate of " + CertificateChecks.subject(certificates.get(0))
                                + " in " + certificateFile,
                        "use the key that the certificate was made for"));
    }

    private static KeyMaterial both(MaterialFile file, IdentitySource source) throws UnusableMaterial {
        return file.pem() ? PemReader.read(file, source.password()) : KeyStoreReader.read(file, source.password());
    }

    private static KeyMaterial certificates(MaterialFile file, IdentitySource source) throws UnusableMaterial {
        return file.pem() ? PemReader.certificates(file) : KeyStoreReader.read(file, source.password());
    }

    private static KeyMaterial keys(MaterialFile file, IdentitySource source) throws UnusableMaterial {
        if (!file.pem()) {
            throw notPem(file, "write the key as PEM");
        }
        return PemReader.read(file, source.password());
    }

    private static List<X509Certificate> chain(MaterialFile file) throws UnusableMaterial {
        if (!file.pem()) {
            throw notPem(file, "write the authority's certificates as PEM");
        }
        KeyMaterial material = PemReader.certificates(file);
        if (material.certificates().isEmpty()) {
            throw noCertificate(file, material, false);
        }
        return material.certificates();
    }

    private static UnusableMaterial notPem(MaterialFile file, String expected) {
        return file.fault(
                Fault.MALFORMED,
                file.text().isBlank() ? "the file is empty" : "not PEM: there is no \"-----BEGIN\"",
                expected);
    }

    private static UnusableMaterial noCertificate(MaterialFile file, KeyMaterial material, boolean swapped) {
        String other = material.besideCertificates();
        String found = "there is no certificate in it" + (other.isEmpty() ? "" : ", but " + other);
        return file.fault(
                Fault.NO_CERTIFICATE,
                found,
                swapped
                        ? "name this one as the key and the other as the certificate: they are swapped"
                        : "put the certificate and its chain there");
    }

    private static PrivateKey theOnly(KeyMaterial material, MaterialFile file) throws UnusableMaterial {
        if (material.keys().isEmpty()) {
            String other = material.certificates().isEmpty() ? material.besideCertificates() : "a certificate";
            throw file.fault(
                    Fault.NO_KEY,
                    "there is no private key in it" + (other.isEmpty() ? "" : ", but " + other),
                    "name the file of the private key");
        }
        if (material.keys().size() > 1) {
            throw file.fault(
                    Fault.SEVERAL_KEYS,
                    "there are " + material.keys().size() + " private keys in it",
                    "keep one of them");
        }
        return material.keys().get(0);
    }
}
