// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.hello.ClientHello;
import dev.sekisho.tls.material.CertificateFields;
import java.util.Collections;
import java.util.Set;

/** Whether a client can finish a handshake with a key of some kind: its cipher suites, signature schemes and groups, by number. */
public final class ClientHelloCheck {
    private static final int P256 = 0x0017;
    private static final int P384 = 0x0018;

    // ECDHE and AEAD, by the kind of key (RFC 5289, RFC 7905).
    private static final Set<Integer> ECDSA_SUITES = Set.of(0xC02B, 0xC02C, 0xCCA9);
    private static final Set<Integer> RSA_SUITES = Set.of(0xC02F, 0xC030, 0xCCA8);
    // RFC 8446 4.2.3. In TLS 1.2 any ECDSA hash goes with any curve, and RSA may be of PKCS#1 v1.5.
    private static final Set<Integer> ECDSA_SCHEMES = Set.of(0x0403, 0x0503, 0x0603);
    private static final Set<Integer> RSA_PSS_SCHEMES = Set.of(0x0804, 0x0805, 0x0806);
    private static final Set<Integer> RSA_SCHEMES = Set.of(0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806);

    /** P-256, P-384, P-521, X25519, X25519MLKEM768: without one of them there is no ECDHE. */
    private static final Set<Integer> CURVES = Set.of(P256, P384, 0x0019, 0x001d, 0x11ec);

    private ClientHelloCheck() {}

    /** False for a client that says which groups it knows, and none of them is ours: it has but finite-field groups. */
    public static boolean mayAgreeOnAKey(ClientHello hello) {
        return hello.groups().isEmpty() || meet(hello.groups(), CURVES);
    }

    static boolean accepts(ClientHello hello, Identity identity) {
        return switch (identity.keyKind()) {
            case RSA -> rsa(hello);
            case ECDSA -> ecdsa(hello, CertificateFields.keyBits(identity.leaf()) <= 256);
        };
    }

    private static boolean rsa(ClientHello hello) {
        return hello.tls13()
                ? meet(hello.signatureSchemes(), RSA_PSS_SCHEMES)
                : meet(hello.cipherSuites(), RSA_SUITES) && meet(hello.signatureSchemes(), RSA_SCHEMES);
    }

    private static boolean ecdsa(ClientHello hello, boolean p256) {
        if (hello.tls13()) {
            return hello.signatureSchemes().contains(p256 ? 0x0403 : 0x0503);
        }
        boolean curveKnown = hello.groups().isEmpty() || hello.groups().contains(p256 ? P256 : P384);
        return curveKnown && meet(hello.cipherSuites(), ECDSA_SUITES) && meet(hello.signatureSchemes(), ECDSA_SCHEMES);
    }

    private static boolean meet(Set<Integer> one, Set<Integer> other) {
        return !Collections.disjoint(one, other);
    }
}
