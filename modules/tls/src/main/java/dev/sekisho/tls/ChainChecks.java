// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import dev.sekisho.tls.IdentityProblem.Fault;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The checks of a certificate and its chain; each reports what it finds. */
final class ChainChecks {
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    /** Takes what a check finds. */
    interface Findings {
        void add(MaterialFile file, Fault fault, String found, String expected);
    }

    private final List<X509Certificate> chain;
    private final X509Certificate leaf;
    private final MaterialFile file;
    private final Findings findings;

    ChainChecks(List<X509Certificate> chain, MaterialFile file, Findings findings) {
        this.chain = chain;
        this.leaf = chain.get(0);
        this.file = file;
        this.findings = findings;
    }

    void keyBelongs(PrivateKey key, KeyKind kind, MaterialFile keyFile) {
        for (int i = 0; i < chain.size(); i++) {
            if (Certificates.belongs(key, chain.get(i), kind)) {
                if (i > 0) {
                    findings.add(
                            file,
                            Fault.CHAIN_ORDER,
                            "the key's certificate stands at place " + (i + 1) + " of " + chain.size(),
                            "put it first, then its issuer, and so on");
                }
                return;
            }
        }
        findings.add(
                keyFile,
                Fault.KEY_MISMATCH,
                "the key is not that of the certificate of " + subject(leaf) + " in " + file,
                "use the key that the certificate was made for");
    }

    void order() {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            X509Certificate next = chain.get(i + 1);
            if (!certificate.getIssuerX500Principal().equals(next.getSubjectX500Principal())) {
                findings.add(
                        file,
                        Fault.CHAIN_ORDER,
                        "certificate " + (i + 1) + " is issued by " + certificate.getIssuerX500Principal()
                                + ", and after it stands that of " + subject(next),
                        "put the issuer after each certificate, and nothing else");
                return;
            }
        }
    }

    void time(Instant now) {
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

    void purpose() {
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
                    "have one issued for TLS servers");
        }
    }

    void covers(List<HostPattern> wanted, List<HostPattern> named) {
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

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }
}
