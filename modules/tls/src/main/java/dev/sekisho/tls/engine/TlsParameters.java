// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.engine;

import java.util.List;

/** Versions, cipher suites and groups in use: TLS 1.2 and 1.3, forward secrecy and AEAD alone (RFC 9325 3.1.1, 4.2), best first. */
public final class TlsParameters {
    public static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    public static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** The groups of BoringSSL: first the hybrid one that a quantum computer does not open later. The JDK has its own order. */
    public static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

    private TlsParameters() {}
}
