// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads the certificates and keys of one PEM file (RFC 7468). Other blocks, such as DH parameters, are passed over, and named where what was
 * looked for is not there.
 */
public final class PemReader {
    private final MaterialFile file;
    private final Optional<PemKeyReader> keys;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> privateKeys = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private PemReader(MaterialFile file, Optional<PemKeyReader> keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Certificates and keys. */
    public static KeyMaterial read(MaterialFile file, Optional<Secret> password) throws UnusableMaterial {
        return new PemReader(file, Optional.of(new PemKeyReader(file, password))).material();
    }

    /** Certificates alone; a key that stands there too is not opened. */
    public static KeyMaterial certificates(MaterialFile file) throws UnusableMaterial {
        return new PemReader(file, Optional.empty()).material();
    }

    /** All blocks, whatever they are. */
    static List<PemBlock> blocks(MaterialFile file) throws UnusableMaterial {
        try {
            return PemParser.of(file.text());
        } catch (MalformedPem malformed) {
            throw file.fault(
                    Fault.MALFORMED,
                    "the PEM is malformed: " + malformed.getMessage(),
                    "copy the file again from its source");
        }
    }

    private KeyMaterial material() throws UnusableMaterial {
        for (PemBlock block : blocks(file)) {
            take(block);
        }
        return new KeyMaterial(certificates, privateKeys, others);
    }

    private void take(PemBlock block) throws UnusableMaterial {
        switch (block.type()) {
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> certificates.add(certificate(block));
            case "PKCS7", "PKCS #7 SIGNED DATA", "CMS" -> certificates.addAll(bundle(block));
            default -> {
                if (!block.type().endsWith("PRIVATE KEY") || keys.isEmpty()) {
                    others.add(block.type());
                } else {
                    privateKeys.add(key(block, keys.get()));
                }
            }
        }
    }

    private PrivateKey key(PemBlock block, PemKeyReader keys) throws UnusableMaterial {
        return switch (block.type()) {
            case "PRIVATE KEY" -> keys.pkcs8(block);
            case "ENCRYPTED PRIVATE KEY" -> keys.encryptedPkcs8(block);
            case "RSA PRIVATE KEY" -> keys.pkcs1(block);
            case "EC PRIVATE KEY" -> keys.sec1(block);
            default ->
                throw file.fault(
                        Fault.KEY_UNSUPPORTED,
                        "a key of the format \"" + block.type() + "\"",
                        "use a key of PKCS#8, PKCS#1 or SEC1");
        };
    }

    /** What openssl appends to a TRUSTED CERTIFICATE stands behind it, and is not read. */
    private X509Certificate certificate(PemBlock block) throws UnusableMaterial {
        try {
            return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException malformed) {
            throw malformed(block, "a certificate");
        }
    }

    private List<X509Certificate> bundle(PemBlock block) throws UnusableMaterial {
        try {
            Collection<? extends Certificate> all =
                    factory().generateCertificates(new ByteArrayInputStream(block.content()));
            return all.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException malformed) {
            throw malformed(block, "a PKCS#7 bundle of certificates");
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private UnusableMaterial malformed(PemBlock block, String what) {
        return file.fault(
                Fault.MALFORMED,
                block.which() + " is malformed: its content is not " + what,
                "copy the file again from its source");
    }
}
