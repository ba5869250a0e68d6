// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.ocsp;

import dev.sekisho.tls.identity.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The request whether a certificate is revoked (RFC 6960), and the check of the response.
 *
 * @param leaf the certificate asked about
 * @param issuer the certificate of its issuer
 * @param responder where to ask
 */
public record OcspExchange(X509Certificate leaf, X509Certificate issuer, URI responder) {
    /** How far ahead a responder's clock may be. */
    private static final Duration FAST_CLOCKS = Duration.ofMinutes(5);

    /**
     * An answer that may be stapled.
     *
     * @param bytes the OCSPResponse in DER
     * @param from when it begins to be right
     * @param until when it must be replaced
     */
    record Staple(byte[] bytes, Instant from, Instant until) {}

    /** An answer, or the lack of one, that leaves nothing to staple. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    /**
     * The question for an identity.
     *
     * @throws Unusable if its certificates do not say whom to ask about what
     */
    static OcspExchange of(Identity identity) throws Unusable {
        if (identity.chain().size() < 2) {
            throw new Unusable("the issuer's certificate is not in its file; put the full chain there");
        }
        X509Certificate leaf = identity.leaf();
        URI responder = responder(leaf).orElseThrow(() -> new Unusable("the certificate names no OCSP responder"));
        return new OcspExchange(leaf, identity.chain().get(1), responder);
    }

    private static Optional<URI> responder(X509Certificate leaf) {
        try {
            AuthorityInformationAccess access =
                    AuthorityInformationAccess.fromExtensions(new JcaX509CertificateHolder(leaf).getExtensions());
            return access == null
                    ? Optional.empty()
                    : Arrays.stream(access.getAccessDescriptions())
                            .filter(each -> AccessDescription.id_ad_ocsp.equals(each.getAccessMethod()))
                            .map(AccessDescription::getAccessLocation)
                            .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                            .map(name -> URI.create(name.getName().toString()))
                            .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                            .findFirst();
        } catch (CertificateEncodingException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The OCSPRequest in DER. */
    byte[] question() {
        try {
            return new OCSPReqBuilder().addRequest(certificateId()).build().getEncoded();
        } catch (OCSPException | IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a parsed certificate can be asked about", e);
        }
    }

    private CertificateID certificateId() throws OCSPException, GeneralSecurityException, OperatorCreationException {
        return new CertificateID(
                digests().get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(issuer), leaf.getSerialNumber());
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }

    /**
     * Checks a response (RFC 6960 3.2).
     *
     * @throws Unusable if it must not be stapled
     */
    Staple evaluate(byte[] answer, Instant now) throws Unusable {
        try {
            OCSPResp response = new OCSPResp(new ByteArrayInputStream(answer));
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new Unusable("the responder refuses, status " + response.getStatus());
            }
            requireSignature(basic, now);
            SingleResp single = Arrays.stream(basic.getResponses())
                    .filter(this::isAboutTheLeaf)
                    .findFirst()
                    .orElseThrow(() -> new Unusable("the answer is about another certificate"));
            return evaluate(single, answer, now);
        } catch (IOException | OCSPException | CertException | GeneralSecurityException | OperatorCreationException e) {
            throw new Unusable("the answer is malformed: " + e.getMessage());
        }
    }

    private boolean isAboutTheLeaf(SingleResp single) {
        try {
            return single.getCertID().getSerialNumber().equals(leaf.getSerialNumber())
                    && single.getCertID().matchesIssuer(new JcaX509CertificateHolder(issuer), digests());
        } catch (OCSPException | GeneralSecurityException | OperatorCreationException unknownDigest) {
            return false;
        }
    }

    private static Staple evaluate(SingleResp single, byte[] answer, Instant now) throws Unusable {
        if (!Objects.equals(single.getCertStatus(), CertificateStatus.GOOD)) {
            throw new Unusable("the responder says that the certificate is revoked or unknown: replace it");
        }
        Instant from = single.getThisUpdate().toInstant();
        Date next = single.getNextUpdate();
        if (next == null
                || from.isAfter(now.plus(FAST_CLOCKS))
                || !next.toInstant().isAfter(now)) {
            throw new Unusable("the answer is right from " + from + " until " + next + "; it is " + now);
        }
        return new Staple(answer, from, next.toInstant());
    }

    /** By the issuer's own key, or by that of a certificate that the issuer gave its responder (RFC 6960 4.2.2.2). */
    private void requireSignature(BasicOCSPResp basic, Instant now)
            throws Unusable, OCSPException, CertException, GeneralSecurityException, OperatorCreationException {
        ContentVerifierProvider byIssuer = new JcaContentVerifierProviderBuilder().build(issuer.getPublicKey());
        if (basic.isSignatureValid(byIssuer)) {
            return;
        }
        for (X509CertificateHolder delegate : basic.getCerts()) {
            if (delegate.isValidOn(Date.from(now))
                    && mayAnswer(delegate)
                    && delegate.getIssuer().equals(new JcaX509CertificateHolder(issuer).getSubject())
                    && delegate.isSignatureValid(byIssuer)
                    && basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(delegate))) {
                return;
            }
        }
        throw new Unusable("the answer is signed neither by the issuer nor by a responder that the issuer authorized");
    }

    private static boolean mayAnswer(X509CertificateHolder certificate) {
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        return usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
    }
}
