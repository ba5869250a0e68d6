// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Which keys are strong enough, and known to the mail clients that matter (RFC 9325 4.5). */
public final class KeyStrength {
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 8192;
    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

    private KeyStrength() {}

    /** The kind of an acceptable key. */
    public static KeyKind kind(PrivateKey key, X509Certificate leaf, MaterialFile file) throws UnusableMaterial {
        if (key instanceof RSAKey rsa) {
            rsa(rsa.getModulus().bitLength(), file);
            if (leaf.getPublicKey() instanceof RSAPublicKey certified) {
                rsa(certified.getModulus().bitLength(), file);
            }
            return KeyKind.RSA;
        }
        if (key instanceof ECKey) {
            if (leaf.getPublicKey() instanceof ECPublicKey certified) {
                curve(certified, file);
            }
            return KeyKind.ECDSA;
        }
        throw file.fault(Fault.KEY_UNSUPPORTED, "a key of algorithm " + key.getAlgorithm(), "use an ECDSA or RSA key");
    }

    private static void rsa(int bits, MaterialFile file) throws UnusableMaterial {
        if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
            throw file.fault(
                    Fault.KEY_WEAK,
                    "an RSA key of " + bits + " bits",
                    "use ECDSA P-256, or RSA of " + SHORTEST_RSA + " to " + LONGEST_RSA + " bits");
        }
    }

    private static void curve(ECPublicKey key, MaterialFile file) throws UnusableMaterial {
        Object curve = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getAlgorithm()
                .getParameters();
        if (!(curve instanceof ASN1ObjectIdentifier oid) || !CURVES.contains(oid)) {
            throw file.fault(
                    Fault.KEY_UNSUPPORTED, "an ECDSA key on the curve " + key.getParams(), "use P-256 or P-384");
        }
    }
}
