// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with a certificate of an authority, made for a test; the authority's own stands behind it. */
record MadeCertificate(KeyPair keys, X509Certificate leaf, X509Certificate issuer) {

    /** For a host, valid for so long from now. */
    static MadeCertificate of(String host, Duration valid) {
        return of(host, valid, newKeys("EC"));
    }

    /** The same with an RSA key. */
    static MadeCertificate rsa(String host, Duration valid) {
        return of(host, valid, newKeys("RSA"));
    }

    /** The next certificate of the same key. */
    MadeCertificate next(String host, Duration valid) {
        return of(host, valid, keys);
    }

    private static MadeCertificate of(String host, Duration valid, KeyPair keys) {
        KeyPair authority = newKeys("EC");
        return new MadeCertificate(
                keys,
                signed(host, keys, "Test CA", authority, valid),
                signed("Test CA", authority, "Test CA", authority, valid));
    }

    private static KeyPair newKeys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate signed(
            String name, KeyPair keys, String issuer, KeyPair issuerKeys, Duration valid) {
        Instant from = Instant.now().minus(Duration.ofDays(100));
        Instant until = Instant.now().plus(valid);
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    new BigInteger(64, new SecureRandom()).setBit(0),
                    Date.from(from),
                    Date.from(until),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            if (keys != issuerKeys) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The certificate and its issuer's, or the certificate alone. */
    String chainPem(boolean whole) {
        return whole ? pem(leaf) + pem(issuer) : pem(leaf);
    }

    String keyPem() {
        try {
            return pem(new JcaPKCS8Generator(keys.getPrivate(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object what) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes the certificate with its chain, and the key with mode 0600. */
    void write(Path certificate, Path key) throws IOException {
        Files.createDirectories(certificate.getParent());
        Files.writeString(certificate, chainPem(true));
        Files.writeString(key, keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes both as PKCS#12. */
    void writePkcs12(Path file, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", keys.getPrivate(), password.toCharArray(), new X509Certificate[] {leaf, issuer});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
