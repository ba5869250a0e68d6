// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The checks of a certificate and its chain; each reports what it finds. */
public final class CertificateChecks {
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    /** Takes what a check finds. */
    public interface Findings {
        void add(MaterialFile file, Fault fault, String found, String expected);
    }

    private final List<X509Certificate> chain;
    private final X509Certificate leaf;
    private final MaterialFile file;
    private final Findings findings;

    public CertificateChecks(List<X509Certificate> chain, MaterialFile file, Findings findings) {
        this.chain = chain;
        this.leaf = chain.get(0);
        this.file = file;
        this.findings = findings;
    }

    public void time(Instant now) {
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            findings.add(
                    file,
                    Fault.NOT_YET_VALID,
                    "the certificate is valid from " + from + " on; it is " + now,
                    "check the clock, or wait");
        }
        if (now.isAfter(until)) {
            findings.add(file, Fault.EXPIRED, "the certificate was valid until " + until, "renew it");
        }
    }

    /** What links the leaf to its issuer must be valid too: clients look at all of it. */
    public void timeOfIssuers(Instant now) {
        for (X509Certificate issuer : chain.subList(1, chain.size())) {
            Instant from = issuer.getNotBefore().toInstant();
            Instant until = issuer.getNotAfter().toInstant();
            if (now.isBefore(from) || now.isAfter(until)) {
                findings.add(
                        file,
                        Fault.CHAIN_EXPIRED,
                        "the certificate of " + subject(issuer) + ", behind the leaf, "
                                + (now.isAfter(until) ? "was valid until " + until : "is valid from " + from + " on")
                                + ": clients will refuse the chain",
                        "get the authority's current chain");
            }
        }
    }

    public void purpose() {
        List<String> purposes;
        try {
            purposes = leaf.getExtendedKeyUsage();
        } catch (CertificateParsingException malformed) {
            purposes = List.of();
        }
        if (purposes != null && !purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            findings.add(
                    file,
                    Fault.NOT_FOR_SERVERS,
                    "the certificate's extended key usage lacks serverAuth: clients will refuse it",
                    "get a certificate for TLS servers");
        }
    }

    public void covers(List<HostPattern> wanted, List<HostPattern> named) {
        for (HostPattern host : wanted) {
            boolean covered = named.contains(host)
                    || (!host.wildcard() && named.stream().anyMatch(name -> name.matches(host.toString())));
            if (!covered) {
                findings.add(
                        file,
                        Fault.NAME_NOT_COVERED,
                        "the certificate names " + named + ", not " + host,
                        "clients that check names will refuse it for " + host);
            }
        }
    }

    public static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }
}
