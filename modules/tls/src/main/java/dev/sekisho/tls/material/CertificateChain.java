// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of a source, put into the order leaf, its issuer, and so on (RFC 8446 4.4.2), as far as they go. What does not belong there is
 * left out; a root is kept where it is given.
 *
 * @param certificates the leaf and those that link it to its issuer
 * @param extra those that were left out
 * @param reordered whether they were given in another order
 */
public record CertificateChain(List<X509Certificate> certificates, List<X509Certificate> extra, boolean reordered) {
    public CertificateChain {
        certificates = List.copyOf(certificates);
        extra = List.copyOf(extra);
    }

    /**
     * Sorts them.
     *
     * @param given in the order of the files
     * @param leaf one of them
     */
    public static CertificateChain of(List<X509Certificate> given, X509Certificate leaf) {
        List<X509Certificate> left = new ArrayList<>(new LinkedHashSet<>(given));
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(leaf);
        while (next.isPresent()) {
            chain.add(next.get());
            left.remove(next.get());
            next = issuer(next.get(), left);
        }
        List<X509Certificate> asGiven = new LinkedHashSet<>(given)
                .stream().filter(each -> !left.contains(each)).toList();
        return new CertificateChain(chain, left, !asGiven.equals(chain));
    }

    /** The one that signed it, else one that has the issuer's name. */
    private static Optional<X509Certificate> issuer(X509Certificate of, List<X509Certificate> among) {
        if (CertificateFields.selfIssued(of)) {
            return Optional.empty();
        }
        List<X509Certificate> named = among.stream()
                .filter(each -> each.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
                .toList();
        return named.stream()
                .filter(each -> signed(each, of))
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException otherKey) {
            return false;
        }
    }

    /** Reports what is wrong with it as a chain. */
    public void check(MaterialFile file, CertificateChecks.Findings findings) {
        if (reordered) {
            findings.add(
                    file,
                    Fault.CHAIN_ORDER,
                    "the certificates are not in the order leaf, its issuer, and so on; they are presented in that order",
                    "write the leaf first, then its issuer, and so on: other programs need that order");
        }
        for (X509Certificate each : extra) {
            findings.add(
                    file,
                    Fault.CHAIN_EXTRA,
                    "the certificate of " + CertificateChecks.subject(each) + ", issued by "
                            + each.getIssuerX500Principal() + ", does not belong to the chain and is left out",
                    "remove it");
        }
        for (int i = 0; i + 1 < certificates.size(); i++) {
            if (!signed(certificates.get(i + 1), certificates.get(i))) {
                findings.add(
                        file,
                        Fault.CHAIN_BROKEN,
                        "the certificate of " + CertificateChecks.subject(certificates.get(i + 1))
                                + " has the name of the issuer of " + CertificateChecks.subject(certificates.get(i))
                                + ", but did not sign it: clients will refuse it",
                        "get the authority's current chain");
            }
        }
        X509Certificate leaf = certificates.get(0);
        if (certificates.size() == 1 && !CertificateFields.selfIssued(leaf)) {
            findings.add(
                    file,
                    Fault.CHAIN_INCOMPLETE,
                    "the issuer's certificate, of " + leaf.getIssuerX500Principal()
                            + ", is missing: clients that do not have it will refuse this one",
                    "use the full chain (certbot: fullchain.pem), or name the authority's file with <chain>");
        }
    }
}
