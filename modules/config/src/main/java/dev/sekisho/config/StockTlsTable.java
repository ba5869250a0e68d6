// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Values;
import java.util.List;

/** James' {@code <tls>} of a listener, by James' own names. */
final class StockTlsTable {
    static final Attribute<Boolean> SOCKET =
            Attribute.optional("socketTLS", Values.BOOLEAN, "Asks for TLS from the first byte; the policy decides.");
    static final Attribute<Boolean> START =
            Attribute.optional("startTLS", Values.BOOLEAN, "Asks for STARTTLS; the policy decides.");
    static final Element<String> KEYSTORE =
            Element.of("keystore", Values.LINE, "A key store, which joins the identities of tls.xml.", "");
    static final Element<String> KEYSTORE_TYPE = Element.of(
            "keystoreType",
            Values.word(List.of("PKCS12", "JKS"), word -> word),
            "Its format, which the file itself tells.",
            "");
    static final Element<String> PRIVATE_KEY = Element.of(
            "privateKey", Values.LINE, "A PEM key, which joins the identities of tls.xml with certificates.", "");
    static final Element<String> CERTIFICATES =
            Element.of("certificates", Values.LINE, "The PEM certificates of privateKey, the leaf first.", "");
    static final Element<String> SECRET = Element.of(
            "secret", Values.ANY.asSecret(), "The password of the key store or key; tls.xml takes it from a file.", "");
    static final Element<String> CIPHER_SUITES = Element.of(
                    "supportedCipherSuites", Values.ANY, "Refused: suites are not chosen by listener.", "")
            .unchecked();
    static final Element<String> PROTOCOL_VERSION = Element.of(
                    "protocol", Values.LINE, "A TLS version by its JDK name.", "")
            .repeated();
    static final Element<String> PROTOCOL_VERSIONS = Element.holding(
            "supportedProtocols",
            "Versions of TLS: 1.2 and 1.3 are spoken; older ones are reported, 1.3 alone is refused.",
            List.of(PROTOCOL_VERSION));
    static final Element<String> CLIENT_AUTH = Element.of(
                    "clientAuth", Values.ANY, "Refused but on a listener with relay pinned: see peer.", "")
            .unchecked();

    static final Element<String> TLS = Element.of("tls", Values.NOTHING, "James' settings of TLS.", "")
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
                    Element.noted("provider", "the engine of tls.xml reads all keys"),
                    Element.noted("algorithm", "the engine of tls.xml reads all keys"),
                    Element.noted("enableOCSPCRLChecks", "clients are known by their pins, which can be revoked")));

    private StockTlsTable() {}
}
