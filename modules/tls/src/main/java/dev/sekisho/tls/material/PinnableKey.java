// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A key in a file, in a certificate or alone.
 *
 * @param pin its pin
 * @param chain its certificate and those of its issuers; empty if the file has a public key alone
 */
public record PinnableKey(Pin pin, List<X509Certificate> chain) {
    private static final String PUBLIC_KEY = "PUBLIC KEY";

    public PinnableKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a PEM file with a certificate or a public key, whichever stands first, or a certificate in DER. Nothing is checked but that it can be
     * read. Of several certificates the one is meant that issued none of the others, else the first.
     *
     * @throws IOException if there is neither; the message names the file, what was found and what is expected
     */
    public static PinnableKey read(Path file) throws IOException {
        try {
            MaterialFile material = MaterialFile.read(file);
            Optional<X509Certificate> der = material.pem() ? Optional.empty() : DerCertificate.in(material);
            return der.isPresent() ? ofCertificates(List.of(der.get())) : ofPem(material);
        } catch (UnusableMaterial fault) {
            throw new IOException(file + ": " + fault.words(), fault);
        }
    }

    private static PinnableKey ofPem(MaterialFile file) throws UnusableMaterial {
        if (!file.pem()) {
            throw file.fault(
                    Fault.MALFORMED,
                    file.text().isBlank()
                            ? "the file is empty"
                            : "neither PEM (\"-----BEGIN\") nor a certificate in DER",
                    "name a PEM file with a certificate or public key");
        }
        KeyMaterial material = PemReader.certificates(file);
        Optional<PemBlock> first = PemReader.blocks(file).stream()
                .filter(block -> block.type().equals(PUBLIC_KEY) || block.type().endsWith("CERTIFICATE"))
                .findFirst();
        if (first.filter(block -> block.type().equals(PUBLIC_KEY)).isPresent()) {
            return new PinnableKey(ofPublicKey(file, first.get()), List.of());
        }
        if (material.certificates().isEmpty()) {
            String other = material.besideCertificates();
            throw file.fault(
                    Fault.NO_CERTIFICATE,
                    "it has neither a CERTIFICATE nor a PUBLIC KEY in it, which is what is pinned"
                            + (other.isEmpty() ? "" : ", but " + other),
                    "name the certificate");
        }
        return ofCertificates(material.certificates());
    }

    private static PinnableKey ofCertificates(List<X509Certificate> certificates) {
        List<X509Certificate> leaves = certificates.stream()
                .filter(each -> certificates.stream()
                        .noneMatch(other -> !other.equals(each)
                                && other.getIssuerX500Principal().equals(each.getSubjectX500Principal())))
                .toList();
        X509Certificate leaf = leaves.size() == 1 ? leaves.get(0) : certificates.get(0);
        return new PinnableKey(
                CertificateFields.pin(leaf),
                CertificateChain.of(certificates, leaf).certificates());
    }

    private static Pin ofPublicKey(MaterialFile file, PemBlock block) throws UnusableMaterial {
        try {
            return Pin.ofSpki(SubjectPublicKeyInfo.getInstance(block.content()).getEncoded(ASN1Encoding.DER));
        } catch (IOException | RuntimeException malformed) {
            throw file.fault(
                    Fault.MALFORMED,
                    block.which() + " is malformed: its content is not a public key",
                    "copy the file again from its source");
        }
    }
}
