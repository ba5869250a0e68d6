// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueTypes;
import java.util.List;

/** James' {@code <tls>} of a listener, by James' own names. */
public final class JamesCompatTlsSchema {
    static final AttributeSchema<Boolean> SOCKET =
            AttributeSchema.optional("socketTLS", ValueTypes.BOOLEAN, "Asks for implicit TLS. The policy decides.");
    static final AttributeSchema<Boolean> START =
            AttributeSchema.optional("startTLS", ValueTypes.BOOLEAN, "Asks for STARTTLS. The policy decides.");
    static final ElementSchema<String> KEYSTORE =
            ElementSchema.of("keystore", ValueTypes.LINE, "A key store. It is added to the identities of tls.xml.", "");
    static final ElementSchema<String> KEYSTORE_TYPE = ElementSchema.of(
            "keystoreType",
            ValueTypes.word(List.of("PKCS12", "JKS"), word -> word),
            "The format of the key store. It is detected from the file.",
            "");
    static final ElementSchema<String> PRIVATE_KEY = ElementSchema.of(
            "privateKey",
            ValueTypes.LINE,
            "A PEM key. With certificates, it is added to the identities of tls.xml.",
            "");
    static final ElementSchema<String> CERTIFICATES = ElementSchema.of(
            "certificates", ValueTypes.LINE, "The PEM certificates of privateKey, the leaf first.", "");
    static final ElementSchema<String> SECRET = ElementSchema.of(
            "secret",
            ValueTypes.ANY.asSecret(),
            "The password of the key store or key. In tls.xml, it is in a file.",
            "");
    static final ElementSchema<String> CIPHER_SUITES = ElementSchema.of(
                    "supportedCipherSuites", ValueTypes.ANY, "Refused: cipher suites cannot be set for a listener.", "")
            .unchecked();
    static final ElementSchema<String> PROTOCOL_VERSION = ElementSchema.of(
                    "protocol", ValueTypes.LINE, "A TLS version by its JDK name.", "")
            .repeated();
    static final ElementSchema<String> PROTOCOL_VERSIONS = ElementSchema.holding(
            "supportedProtocols",
            "TLS versions. 1.2 and 1.3 are used; older ones are reported; 1.3 alone is refused.",
            List.of(PROTOCOL_VERSION));
    static final ElementSchema<String> CLIENT_AUTH = ElementSchema.of(
                    "clientAuth", ValueTypes.ANY, "Refused, except on a listener with relay pinned. See peer.", "")
            .unchecked();

    public static final ElementSchema<String> TLS = ElementSchema.of(
                    "tls", ValueTypes.NOTHING, "James' settings of TLS.", "")
            .having(SOCKET, START)
            .with(List.of(
                    KEYSTORE,
                    KEYSTORE_TYPE,
                    PRIVATE_KEY,
                    CERTIFICATES,
                    SECRET,
                    CIPHER_SUITES,
                    PROTOCOL_VERSIONS,
                    CLIENT_AUTH,
                    ElementSchema.noted("provider", "the engine of tls.xml reads all keys"),
                    ElementSchema.noted("algorithm", "the engine of tls.xml reads all keys"),
                    ElementSchema.noted(
                            "enableOCSPCRLChecks", "clients are known by their pins, which can be revoked")));

    private JamesCompatTlsSchema() {}
}
