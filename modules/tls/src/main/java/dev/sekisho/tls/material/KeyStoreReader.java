// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the one key of a PKCS#12 file (RFC 7292), or of Java's own JKS format, with its certificates. */
public final class KeyStoreReader {
    private static final int DER_SEQUENCE = 0x30;
    private static final byte[] JKS_MAGIC = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};

    private KeyStoreReader() {}

    public static KeyMaterial read(MaterialFile file, Optional<Secret> password) throws UnusableMaterial {
        char[] characters = password.map(Secret::reveal).orElse(new char[0]);
        try {
            KeyStore store = KeyStore.getInstance(type(file));
            store.load(new ByteArrayInputStream(file.bytes()), characters);
            return material(store, characters);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? notOpened(file, password) : malformed(file);
        } catch (UnrecoverableKeyException e) {
            throw notOpened(file, password);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw malformed(file);
        }
    }

    private static String type(MaterialFile file) throws UnusableMaterial {
        byte[] bytes = file.bytes();
        if (bytes.length > JKS_MAGIC.length && java.util.Arrays.equals(bytes, 0, 4, JKS_MAGIC, 0, 4)) {
            return "JKS";
        }
        if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
            return "PKCS12";
        }
        throw file.fault(
                Fault.MALFORMED,
                new String(bytes, StandardCharsets.ISO_8859_1).isBlank()
                        ? "the file is empty"
                        : "neither PEM (\"-----BEGIN\") nor PKCS#12",
                "name a PEM or PKCS#12 file");
    }

    private static KeyMaterial material(KeyStore store, char[] password) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
            if (key instanceof PrivateKey privateKey) {
                keys.add(privateKey);
                Certificate[] chain = store.getCertificateChain(alias);
                for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
                    certificates.add((X509Certificate) certificate);
                }
            }
        }
        return new KeyMaterial(certificates, keys);
    }

    private static UnusableMaterial notOpened(MaterialFile file, Optional<Secret> password) {
        return password.isEmpty()
                ? file.fault(
                        Fault.PASSWORD_MISSING, "the file is encrypted and no password is given", "name its password")
                : file.fault(
                        Fault.PASSWORD_WRONG,
                        "the password given does not open the file",
                        "give the file's own password");
    }

    private static UnusableMaterial malformed(MaterialFile file) {
        if (DerCertificate.in(file).isPresent()) {
            return file.fault(
                    Fault.MALFORMED,
                    "a certificate in DER, and PEM is read",
                    "write it as PEM: openssl x509 -inform DER -in FILE -out FILE.pem");
        }
        return file.fault(Fault.MALFORMED, "the file is malformed", "name a PEM or PKCS#12 file");
    }
}
