// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemGenerationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Writes PEM (RFC 7468). */
public final class PemEncoder {
    private static final int ITERATIONS = 210_000;

    private PemEncoder() {}

    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate just made has an encoding", e);
        }
    }

    /** The key in PKCS#8 (RFC 5958), encrypted by PBES2 (RFC 8018 6.2) with AES-256. */
    public static String encrypted(PrivateKey key, Secret password) {
        char[] characters = password.reveal();
        try {
            PemObject block = new JcaPKCS8Generator(
                            key,
                            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(new BouncyCastleProvider())
                                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                                    .setIterationCount(ITERATIONS)
                                    .setPassword(characters)
                                    .build())
                    .generate();
            return block(block.getType(), block.getContent());
        } catch (OperatorCreationException | PemGenerationException e) {
            throw new IllegalStateException("every Java platform of ours has AES-256", e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static String block(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new UncheckedIOException("a string can be written to", e);
        }
        return text.toString();
    }
}
