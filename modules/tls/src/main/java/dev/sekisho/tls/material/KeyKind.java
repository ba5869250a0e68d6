// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

/** The kinds of keys that are served, each the better known of its family to mail clients. */
public enum KeyKind {
    /** On the curves P-256 and P-384. */
    ECDSA("SHA256withECDSA"),
    /** Of 2048 to 8192 bits. */
    RSA("SHA256withRSA");

    private final String signature;

    KeyKind(String signature) {
        this.signature = signature;
    }

    /** The JCA name of a signature algorithm that such a key can make. */
    public String signature() {
        return signature;
    }
}
