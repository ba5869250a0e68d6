// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.KeyKind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a leaf certificate says, for people to read; nothing of it is checked.
 *
 * @param subject its subject's name (RFC 5280 4.1.2.6)
 * @param issuer its issuer's name
 * @param selfSigned whether subject and issuer are the same
 * @param hostNames the host names in it
 * @param key kind and length of its key, such as {@code ECDSA 256}
 * @param validity from when and until when it is valid
 * @param pin the pin of its key
 * @param chainLength how many certificates stand in the file, itself included
 */
public record CertificateFacts(
        String subject,
        String issuer,
        boolean selfSigned,
        List<HostPattern> hostNames,
        String key,
        Validity validity,
        Pin pin,
        int chainLength) {
    /**
     * The time of a certificate (RFC 5280 4.1.2.5).
     *
     * @param notBefore when it begins
     * @param notAfter when it is over
     */
    public record Validity(Instant notBefore, Instant notAfter) {}

    public CertificateFacts {
        hostNames = List.copyOf(hostNames);
    }

    /** When its time begins. */
    public Instant notBefore() {
        return validity.notBefore();
    }

    /** When its time is over. */
    public Instant notAfter() {
        return validity.notAfter();
    }

    /** The facts of an identity in service, or ready for it. */
    public static CertificateFacts of(Identity identity) {
        return of(identity.chain());
    }

    /** The facts of the first certificate of a source, however unusable the source is; empty if there is none to be read. */
    public static Optional<CertificateFacts> read(IdentitySource source) {
        List<X509Certificate> certificates = IdentitySourceFiles.certificatesOf(source);
        return certificates.isEmpty() ? Optional.empty() : Optional.of(of(certificates));
    }

    private static CertificateFacts of(List<X509Certificate> chain) {
        X509Certificate leaf = chain.get(0);
        return new CertificateFacts(
                leaf.getSubjectX500Principal().getName(),
                leaf.getIssuerX500Principal().getName(),
                CertificateFields.selfIssued(leaf),
                CertificateFields.hostNames(leaf),
                key(leaf),
                new Validity(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()),
                CertificateFields.pin(leaf),
                chain.size());
    }

    private static String key(X509Certificate leaf) {
        String algorithm = leaf.getPublicKey().getAlgorithm();
        return (algorithm.equals("EC") ? KeyKind.ECDSA.name() : algorithm) + " " + CertificateFields.keyBits(leaf);
    }
}
