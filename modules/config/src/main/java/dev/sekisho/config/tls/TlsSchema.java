// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.tls;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may stand in {@code tls.xml}. */
public final class TlsSchema {
    public static final String FILE = "tls.xml";

    public static final ValueType<Path> PATH = ValueType.of(
            TlsSchema::path, "is not a path", "use a path, absolute or relative to the folder of this file");

    static final ElementSchema<TlsConfiguration.Engine> ENGINE = ElementSchema.of(
            "engine",
            ValueTypes.word(TlsConfiguration.Engine.class),
            "The TLS engine. auto: BoringSSL if it can be loaded, otherwise the JDK.",
            "auto");
    static final AttributeSchema<Boolean> DEFAULT = AttributeSchema.optional(
            "default",
            ValueTypes.BOOLEAN,
            "True for the identity for clients that name no host. The default is the first identity.");
    static final AttributeSchema<String> NAME = AttributeSchema.optional(
            "name", ValueTypes.LINE, "The name of the identity in logs. The default is the file name.");
    static final ElementSchema<HostPattern> HOST = ElementSchema.of(
                    "host",
                    ValueType.of(
                                    HostPattern::parse,
                                    "is not a host name",
                                    "use a name such as mail.example.org or *.example.org")
                            .knowing(Hints::inName),
                    "A host name to present the identity for.",
                    "the names in the certificate")
            .repeated();
    static final ElementSchema<Path> CERTIFICATE = ElementSchema.of(
            "certificate",
            PATH,
            "The PEM file of the certificate, followed by its chain unless the chain is in a separate file.",
            "");
    static final ElementSchema<Path> CHAIN = ElementSchema.of(
            "chain",
            PATH,
            "The PEM file of the authority's certificates, in any order, if they are not in the file of the certificate:"
                    + " what SSLCACertificateFile, SSLCertificateChainFile and smtpd_tls_CAfile name.",
            "in the file of the certificate");
    static final ElementSchema<Path> KEY =
            ElementSchema.of("key", PATH, "The PEM file of the private key.", "in the file of the certificate");
    static final ElementSchema<Path> PKCS12 = ElementSchema.of(
            "pkcs12", PATH, "The PKCS#12 or JKS file of key and certificates, instead of certificate and key.", "");
    public static final AttributeSchema<Path> PASSWORD_FILE =
            AttributeSchema.optional("file", PATH, "The file whose first line is the password.");
    public static final AttributeSchema<String> PASSWORD_VARIABLE = AttributeSchema.optional(
            "env",
            ValueType.of(
                    text -> text.matches("[A-Za-z_][A-Za-z0-9_]*") ? Optional.of(text) : Optional.empty(),
                    "is not the name of an environment variable",
                    "use letters, digits and underscores"),
            "The environment variable that holds the password.");
    public static final AttributeSchema<Boolean> PASSWORD_LITERAL = AttributeSchema.optional(
            "literal", ValueTypes.BOOLEAN, "True if the text of the element is the password. It gives a warning.");
    public static final ElementSchema<String> PASSWORD = ElementSchema.of(
                    "password", ValueTypes.ANY.asSecret(), "The password of the key.", "the key is not encrypted")
            .having(PASSWORD_FILE, PASSWORD_VARIABLE, PASSWORD_LITERAL);
    static final ElementSchema<String> IDENTITY = ElementSchema.holding(
                    "identity",
                    "A private key and its certificates.",
                    List.of(HOST, CERTIFICATE, CHAIN, KEY, PKCS12, PASSWORD))
            .having(NAME, DEFAULT)
            .repeated();
    public static final ElementSchema<String> ROOT = ElementSchema.holding(
            "tls",
            "The identities of this server. Without one, the first start creates a self-signed certificate.",
            List.of(ENGINE, IDENTITY));

    private TlsSchema() {}

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }
}
