// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.tls;

import dev.sekisho.config.environment.PasswordSchema;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.Path;
import java.util.List;

/** The schema of {@code tls.xml}. */
public final class TlsSchema {
    public static final String FILE = "tls.xml";

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
                            .withHint(Hints::inName),
                    "A host name to present the identity for.",
                    "the names in the certificate")
            .repeated();
    static final ElementSchema<Path> CERTIFICATE = ElementSchema.of(
            "certificate",
            PasswordSchema.PATH,
            "The PEM file of the certificate, followed by its chain unless the chain is in a separate file.",
            "");
    static final ElementSchema<Path> CHAIN = ElementSchema.of(
            "chain",
            PasswordSchema.PATH,
            "The PEM file of the authority's certificates, in any order, if they are not in the file of the certificate: what SSLCACertificateFile, SSLCertificateChainFile and smtpd_tls_CAfile name.",
            "in the file of the certificate");
    static final ElementSchema<Path> KEY = ElementSchema.of(
            "key", PasswordSchema.PATH, "The PEM file of the private key.", "in the file of the certificate");
    static final ElementSchema<Path> PKCS12 = ElementSchema.of(
            "pkcs12",
            PasswordSchema.PATH,
            "The PKCS#12 or JKS file of key and certificates, instead of certificate and key.",
            "");
    static final ElementSchema<String> IDENTITY = ElementSchema.holding(
                    "identity",
                    "A private key and its certificates.",
                    List.of(HOST, CERTIFICATE, CHAIN, KEY, PKCS12, PasswordSchema.PASSWORD))
            .having(NAME, DEFAULT)
            .repeated();
    public static final ElementSchema<String> ROOT = ElementSchema.holding(
            "tls",
            "The identities of this server. Without one, the first start creates a self-signed certificate.",
            List.of(ENGINE, IDENTITY));

    private TlsSchema() {}
}
