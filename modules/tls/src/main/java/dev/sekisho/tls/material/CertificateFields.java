// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.policy.pin.Pin;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** What is read out of certificates. */
public final class CertificateFields {
    private static final Integer DNS_NAME = 2;
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final ASN1Integer STATUS_REQUEST = new ASN1Integer(5);

    private CertificateFields() {}

    /** The pin of the certificate's key, over the SubjectPublicKeyInfo as it stands in the certificate. */
    public static Pin pin(Certificate certificate) {
        try {
            byte[] spki = org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.getEncoded())
                    .getSubjectPublicKeyInfo()
                    .getEncoded(ASN1Encoding.DER);
            return Pin.ofSpki(spki);
        } catch (CertificateException | IOException e) {
            throw new IllegalArgumentException("a parsed certificate has an encoding", e);
        }
    }

    /** The dNSNames of the certificate; the common name only if there is none (RFC 6125 6.4.4). */
    public static List<HostPattern> hostNames(X509Certificate certificate) {
        List<String> names = new ArrayList<>(dnsNames(certificate));
        if (names.isEmpty()) {
            X500Name subject =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            for (RDN rdn : subject.getRDNs(BCStyle.CN)) {
                names.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
            }
        }
        return names.stream()
                .flatMap(name -> HostPattern.parse(name).stream())
                .distinct()
                .toList();
    }

    /** The dNSNames of the certificate alone (RFC 9525 2). */
    public static List<HostPattern> dnsHostNames(X509Certificate certificate) {
        return dnsNames(certificate).stream()
                .flatMap(name -> HostPattern.parse(name).stream())
                .toList();
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name -> DNS_NAME.equals(name.get(0)))
                        .map(name -> (String) name.get(1))
                        .toList();
    }

    /** The length of the key in bits. */
    public static int keyBits(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof ECPublicKey key) {
            return key.getParams().getCurve().getField().getFieldSize();
        }
        return certificate.getPublicKey() instanceof RSAPublicKey key
                ? key.getModulus().bitLength()
                : 0;
    }

    /** True if the subject is the issuer too. */
    public static boolean selfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** True if clients that know of it refuse the certificate without a stapled answer (RFC 7633: status_request). */
    public static boolean demandsStaple(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(TLS_FEATURE.getId());
        if (extension == null) {
            return false;
        }
        try {
            ASN1Sequence features = ASN1Sequence.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return Arrays.asList(features.toArray()).contains(STATUS_REQUEST);
        } catch (RuntimeException malformed) {
            return false;
        }
    }

    /** True if what the key signs is verified by the certificate. */
    public static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> KeyKind.RSA.signature();
            case "EC" -> KeyKind.ECDSA.signature();
            default -> key.getAlgorithm();
        };
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(challenge);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(challenge);
            return verifier.verify(signature);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
