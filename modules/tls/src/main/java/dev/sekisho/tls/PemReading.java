// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import dev.sekisho.tls.IdentityProblem.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads the certificates and keys of one PEM file (RFC 7468); other blocks, such as DH parameters, are passed over. */
final class PemReading {
    private final MaterialFile file;
    private final PemKeys keys;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> privateKeys = new ArrayList<>();

    private PemReading(MaterialFile file, Optional<Secret> password) {
        this.file = file;
        this.keys = new PemKeys(file, password);
    }

    static KeyMaterial read(MaterialFile file, Optional<Secret> password) throws UnusableMaterial {
        PemReading reading = new PemReading(file, password);
        try (PemReader pem = new PemReader(new StringReader(file.text()))) {
            for (PemObject block = pem.readPemObject(); block != null; block = pem.readPemObject()) {
                reading.take(block);
            }
        } catch (IOException | RuntimeException malformed) {
            throw file.fault(
                    Fault.MALFORMED, "a PEM block is malformed", "write the file again from its origin (RFC 7468)");
        }
        return new KeyMaterial(reading.certificates, reading.privateKeys);
    }

    private void take(PemObject block) throws UnusableMaterial {
        switch (block.getType()) {
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> certificates.add(certificate(block));
            case "PRIVATE KEY" -> privateKeys.add(keys.pkcs8(block.getContent()));
            case "ENCRYPTED PRIVATE KEY" -> privateKeys.add(keys.encryptedPkcs8(block.getContent()));
            case "RSA PRIVATE KEY" -> privateKeys.add(keys.pkcs1(block));
            case "EC PRIVATE KEY" -> privateKeys.add(keys.sec1(block));
            default -> {
                if (block.getType().endsWith("PRIVATE KEY")) {
                    throw file.fault(
                            Fault.KEY_UNSUPPORTED,
                            "a key of the format \"" + block.getType() + "\"",
                            "use a key of PKCS#8, PKCS#1 or SEC1");
                }
            }
        }
    }

    private X509Certificate certificate(PemObject block) throws UnusableMaterial {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getContent()));
        } catch (CertificateException malformed) {
            throw file.fault(
                    Fault.MALFORMED,
                    "certificate " + (certificates.size() + 1) + " is malformed",
                    "write the file again from its origin");
        }
    }
}
