// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemHeader;

/** The private keys of PEM blocks: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 A.1.2), SEC1 (RFC 5915), encrypted or not. */
final class PemKeyReader {
    private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
            Map.of(PKCSObjectIdentifiers.rsaEncryption, "RSA", X9ObjectIdentifiers.id_ecPublicKey, "EC");

    private final MaterialFile file;
    private final Optional<Secret> password;

    PemKeyReader(MaterialFile file, Optional<Secret> password) {
        this.file = file;
        this.password = password;
    }

    PrivateKey pkcs8(PemBlock block) throws UnusableMaterial {
        try {
            return privateKey(PrivateKeyInfo.getInstance(block.content()));
        } catch (RuntimeException malformed) {
            throw malformed(block);
        }
    }

    PrivateKey encryptedPkcs8(PemBlock block) throws UnusableMaterial {
        char[] characters = password().reveal();
        try {
            PKCS8EncryptedPrivateKeyInfo encrypted = new PKCS8EncryptedPrivateKeyInfo(block.content());
            return privateKey(encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(characters)));
        } catch (IOException malformed) {
            throw malformed(block);
        } catch (PKCSException | OperatorCreationException | RuntimeException notOpened) {
            throw wrongPassword();
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    PrivateKey pkcs1(PemBlock block) throws UnusableMaterial {
        byte[] der = opened(block);
        try {
            RSAPrivateKey key = RSAPrivateKey.getInstance(der);
            return privateKey(new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key));
        } catch (IOException | RuntimeException malformed) {
            throw malformedOrNotOpened(block);
        }
    }

    PrivateKey sec1(PemBlock block) throws UnusableMaterial {
        byte[] der = opened(block);
        try {
            ECPrivateKey key = ECPrivateKey.getInstance(der);
            AlgorithmIdentifier curve =
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
            return privateKey(new PrivateKeyInfo(curve, key));
        } catch (IOException | RuntimeException malformed) {
            throw malformedOrNotOpened(block);
        }
    }

    private PrivateKey privateKey(PrivateKeyInfo info) throws UnusableMaterial {
        ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
        String algorithm = ALGORITHMS.get(oid);
        if (algorithm == null) {
            throw file.fault(Fault.KEY_UNSUPPORTED, "a key of algorithm " + oid, "use an ECDSA or RSA key");
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException refused) {
            throw file.fault(
                    Fault.KEY_UNSUPPORTED,
                    "a malformed " + algorithm + " key, or one on an unknown curve",
                    "use an RSA key, or an ECDSA key on the named curve P-256 or P-384");
        }
    }

    /** The DER of a block of the traditional kind, decrypted if its headers say that it is encrypted (RFC 1421 4.6.1.3). */
    private byte[] opened(PemBlock block) throws UnusableMaterial {
        Optional<String> cipher = cipher(block);
        if (cipher.isEmpty()) {
            return block.content();
        }
        String[] nameAndVector = cipher.get().split(",", 2);
        char[] characters = password().reveal();
        try {
            byte[] vector = HexFormat.of().parseHex(nameAndVector[1].trim());
            return new BcPEMDecryptorProvider(characters)
                    .get(nameAndVector[0].trim())
                    .decrypt(block.content(), vector);
        } catch (IOException | RuntimeException notOpened) {
            throw wrongPassword();
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static Optional<String> cipher(PemBlock block) {
        for (Object header : block.object().getHeaders()) {
            if (header instanceof PemHeader line && line.getName().equals("DEK-Info")) {
                return Optional.of(line.getValue());
            }
        }
        return Optional.empty();
    }

    private Secret password() throws UnusableMaterial {
        if (password.isEmpty()) {
            throw file.fault(
                    Fault.PASSWORD_MISSING,
                    "the key is encrypted and no password is given",
                    "name its password, or write the key unencrypted with mode 0600");
        }
        return password.get();
    }

    private UnusableMaterial malformedOrNotOpened(PemBlock block) {
        return cipher(block).isPresent() ? wrongPassword() : malformed(block);
    }

    private UnusableMaterial wrongPassword() {
        return file.fault(
                Fault.PASSWORD_WRONG, "the password given does not open the key", "give the key's own password");
    }

    private UnusableMaterial malformed(PemBlock block) {
        return file.fault(
                Fault.MALFORMED,
                block.which() + " is malformed: its content is not a private key",
                "copy the file again from its source");
    }
}
