// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates made for a test. */
final class Made {
    static final Instant NOW = Instant.now();

    private static final KeyPair RSA = rsa(2048);

    private String commonName = "mail.example.org";
    private List<String> names = List.of("mail.example.org");
    private KeyPair keys = ec("secp256r1");
    private Instant from = NOW.minus(Duration.ofDays(1));
    private Instant until = NOW.plus(Duration.ofDays(90));
    private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
    private boolean authority;
    private Made issuer;
    private BigInteger serial = new BigInteger(64, new SecureRandom());
    private String responder = "";

    static Made certificate() {
        return new Made();
    }

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** One RSA key for all tests that do not mind, since making them is slow. */
    static KeyPair sharedRsa() {
        return RSA;
    }

    Made names(String... dnsNames) {
        names = List.of(dnsNames);
        return this;
    }

    Made commonName(String name) {
        commonName = name;
        return this;
    }

    Made keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    Made from(Instant time) {
        from = time;
        return this;
    }

    Made until(Instant time) {
        until = time;
        return this;
    }

    Made purpose(KeyPurposeId id) {
        purpose = id;
        return this;
    }

    Made authority(String name) {
        authority = true;
        commonName = name;
        names = List.of();
        return this;
    }

    /** The certificate demands a stapled OCSP answer, to be had there. */
    Made mustStaple(String responderUrl) {
        responder = responderUrl;
        return this;
    }

    Made issuedBy(Made authority) {
        issuer = authority;
        return this;
    }

    KeyPair pair() {
        return keys;
    }

    X509Certificate x509() {
        X500Name subject = new X500Name("CN=" + commonName);
        Made signer = issuer == null ? this : issuer;
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + signer.commonName),
                responder.isEmpty() ? new BigInteger(64, new SecureRandom()) : serial,
                Date.from(from),
                Date.from(until),
                subject,
                keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!responder.isEmpty()) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_ocsp,
                                new GeneralName(GeneralName.uniformResourceIdentifier, responder)));
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"), false, new DERSequence(new ASN1Integer(5)));
            }
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames());
            }
            String algorithm =
                    signer.keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm).build(signer.keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private GeneralNames alternativeNames() {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    /** A loaded identity of this certificate, as it would come from its files. */
    Identity identity(String name) {
        X509Certificate leaf = x509();
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        if (issuer != null) {
            chain.add(issuer.x509());
        }
        KeyKind kind = keys.getPrivate().getAlgorithm().equals("RSA") ? KeyKind.RSA : KeyKind.ECDSA;
        return new Identity(name, chain, keys.getPrivate(), kind, Certificates.hostNames(leaf));
    }

    String certificatePem() {
        return Pem.of(x509());
    }

    String keyPem() {
        return Pem.of(keys.getPrivate());
    }

    /** Writes a key store of Java's with this certificate and its key. */
    static Path keyStore(Path file, String type, Made made, String password) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry(
                    "key", made.pair().getPrivate(), password.toCharArray(), new X509Certificate[] {made.x509()});
            write(file, "");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Writes a file with mode 0600. */
    static Path write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
