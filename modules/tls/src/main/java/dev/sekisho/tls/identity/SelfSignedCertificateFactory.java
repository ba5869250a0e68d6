// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.KeyKind;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.PemReader;
import dev.sekisho.tls.material.UnusableMaterial;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a certificate that signs itself (RFC 5280 4): an end entity's, not an authority's, since Thunderbird refuses an authority's
 * certificate as a server's; for TLS servers and clients, since the same key shows to pinned peers who we are.
 */
final class SelfSignedCertificateFactory {
    private static final String CURVE = "secp256r1";
    /** Long, because whoever accepted the certificate by hand has to do so again for the next. */
    private static final Duration LIFE = Duration.ofDays(3650);
    /** Peers whose clocks are slow see a valid certificate too. */
    private static final Duration SLOW_CLOCKS = Duration.ofDays(1);

    private static final int LONGEST_COMMON_NAME = 64;
    private static final int SERIAL_BITS = 127;

    private SelfSignedCertificateFactory() {}

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform of ours has P-256", e);
        }
    }

    /** The pair of the one private key in a file. */
    static KeyPair keysOf(MaterialFile file) throws UnusableMaterial {
        List<PrivateKey> keys = PemReader.read(file, Optional.empty()).keys();
        if (keys.size() == 1 && keys.get(0) instanceof ECPrivateKey key) {
            try {
                return new KeyPair(publicKey(key), key);
            } catch (GeneralSecurityException | IllegalArgumentException malformed) {
                throw file.fault(Fault.MALFORMED, "the key is not one of P-256", "put the key back from a backup");
            }
        }
        throw file.fault(Fault.NO_KEY, "there is not one ECDSA key in it", "put the key back from a backup");
    }

    private static PublicKey publicKey(ECPrivateKey key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        if (!key.getParams().getCurve().equals(curve.getCurve())) {
            throw new GeneralSecurityException("not on " + CURVE);
        }
        org.bouncycastle.math.ec.ECPoint point = ECNamedCurveTable.getParameterSpec(CURVE)
                .getG()
                .multiply(key.getS())
                .normalize();
        ECPoint publicPoint = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(publicPoint, curve));
    }

    static X509Certificate make(KeyPair keys, HostPattern host, Instant now) {
        X500Name subject = subject(host);
        Instant from = now.minus(SLOW_CLOCKS).truncatedTo(ChronoUnit.SECONDS);
        BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0);
        JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                subject, serial, Date.from(from), Date.from(from.plus(LIFE)), subject, keys.getPublic());
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, purposes())
                    .addExtension(Extension.subjectAlternativeName, false, names(host))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            return new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(
                            new JcaContentSignerBuilder(KeyKind.ECDSA.signature()).build(keys.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a P-256 key can sign a certificate", e);
        }
    }

    private static X500Name subject(HostPattern host) {
        String name = host.toString();
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, name.length() <= LONGEST_COMMON_NAME ? name : "Sekisho")
                .build();
    }

    private static ExtendedKeyUsage purposes() {
        return new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static GeneralNames names(HostPattern host) {
        return new GeneralNames(List.of(host.toString(), "localhost").stream()
                .distinct()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }
}
