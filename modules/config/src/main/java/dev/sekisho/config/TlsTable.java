// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Slips;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import dev.sekisho.tls.HostPattern;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may stand in {@code tls.xml}. */
final class TlsTable {
    static final String FILE = "tls.xml";

    static final ValueType<Path> PATH = ValueType.of(
            TlsTable::path, "is not a path", "use a path, absolute or relative to the folder of this file");

    static final Element<TlsConfiguration.Engine> ENGINE = Element.of(
            "engine",
            Values.word(TlsConfiguration.Engine.class),
            "Which TLS engine; auto is BoringSSL where it loads, else the JDK's.",
            "auto");
    static final Attribute<Boolean> DEFAULT = Attribute.optional(
            "default",
            Values.BOOLEAN,
            "True for the identity that clients get which name no host; the first one where none says so.");
    static final Attribute<String> NAME = Attribute.optional(
            "name", Values.LINE, "What logs call the identity; the name of its file where left out.");
    static final Element<HostPattern> HOST = Element.of(
                    "host",
                    ValueType.of(
                                    HostPattern::parse,
                                    "is not a host name",
                                    "use a name such as mail.example.org or *.example.org")
                            .knowing(Slips::inName),
                    "A host name to present the identity for.",
                    "the names in the certificate")
            .repeated();
    static final Element<Path> CERTIFICATE = Element.of(
            "certificate",
            PATH,
            "The PEM file of the certificate, and of its chain unless that has a file of its own, the leaf first.",
            "");
    static final Element<Path> CHAIN = Element.of(
            "chain",
            PATH,
            "The PEM file of the authority's certificates, in any order, where they do not stand behind the certificate:"
                    + " what SSLCACertificateFile, SSLCertificateChainFile and smtpd_tls_CAfile name.",
            "they stand in the file of the certificate");
    static final Element<Path> KEY =
            Element.of("key", PATH, "The PEM file of the private key.", "it stands in the file of the certificate");
    static final Element<Path> PKCS12 = Element.of(
            "pkcs12",
            PATH,
            "The PKCS#12 file of key and certificates, instead of certificate and key. JKS is read too.",
            "");
    static final Attribute<Path> PASSWORD_FILE =
            Attribute.optional("file", PATH, "The file whose first line is the password.");
    static final Attribute<String> PASSWORD_VARIABLE = Attribute.optional(
            "env",
            ValueType.of(
                    text -> text.matches("[A-Za-z_][A-Za-z0-9_]*") ? Optional.of(text) : Optional.empty(),
                    "is not the name of an environment variable",
                    "use letters, digits and underscores"),
            "The environment variable that holds the password.");
    static final Attribute<Boolean> PASSWORD_LITERAL = Attribute.optional(
            "literal", Values.BOOLEAN, "True if the element's own text is the password; a warning is given.");
    static final Element<String> PASSWORD = Element.of(
                    "password", Values.ANY.asSecret(), "What opens the key.", "the key is not encrypted")
            .having(PASSWORD_FILE, PASSWORD_VARIABLE, PASSWORD_LITERAL);
    static final Element<String> IDENTITY = Element.holding(
                    "identity", "A key and its certificates.", List.of(HOST, CERTIFICATE, CHAIN, KEY, PKCS12, PASSWORD))
            .having(NAME, DEFAULT)
            .repeated();
    static final Element<String> ROOT = Element.holding(
            "tls",
            "The identities this server presents. Where none is listed, a self-signed one is made at the first start.",
            List.of(ENGINE, IDENTITY));

    private TlsTable() {}

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }
}
