// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.tls.material.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares James' {@code <tls>} of a listener with its policy, by the rule of {@link JamesCompatCheck}.
 *
 * @param listener the listener
 * @param policy its policy
 */
public record JamesCompatTls(ConfigSection listener, PortPolicy policy) {

    /** Reports every difference. */
    void check() {
        listener.section(JamesCompatTlsSchema.TLS).ifPresent(tls -> {
            mode(tls);
            suites(tls);
            versions(tls);
            clients(tls);
        });
    }

    /** True if a listener asks for TLS of either kind. */
    static boolean asked(ConfigSection listener) {
        return listener.section(JamesCompatTlsSchema.TLS)
                .filter(tls -> says(tls.attribute(JamesCompatTlsSchema.SOCKET))
                        || says(tls.attribute(JamesCompatTlsSchema.START)))
                .isPresent();
    }

    /** True if a listener asks for TLS from the first byte. */
    public static boolean askedImplicit(ConfigSection listener) {
        return listener.section(JamesCompatTlsSchema.TLS)
                .filter(tls -> says(tls.attribute(JamesCompatTlsSchema.SOCKET)))
                .isPresent();
    }

    private void mode(ConfigSection tls) {
        Optional<ParsedValue<Boolean>> socket = tls.attribute(JamesCompatTlsSchema.SOCKET);
        Optional<ParsedValue<Boolean>> start = tls.attribute(JamesCompatTlsSchema.START);
        if (says(socket) && says(start)) {
            tls.refuse(
                    "socketTLS and startTLS are both true", "with implicit TLS there is no STARTTLS; keep one of them");
            return;
        }
        TlsMode wanted = says(socket) ? TlsMode.IMPLICIT : says(start) ? TlsMode.OFFERED : TlsMode.NONE;
        Optional<ParsedValue<Boolean>> said = says(socket) ? socket : start.or(() -> socket);
        said.ifPresent(found -> compare(found, wanted));
    }

    private void compare(ParsedValue<Boolean> found, TlsMode wanted) {
        TlsMode mode = policy.tls();
        boolean sameKind = wanted == mode || (wanted == TlsMode.OFFERED && mode == TlsMode.REQUIRED);
        if (sameKind) {
            return;
        }
        String text = found.shown() + " asks for tls " + wanted.text() + ", and the policy " + policy.name()
                + " has tls " + mode.text();
        if (wanted.isWeakerThan(mode)) {
            listener.warn(found, text, "tls " + mode.text() + " applies, which is stricter");
        } else {
            listener.refuse(found, text, "name a policy with tls " + wanted.text() + ", or remove the attribute");
        }
    }

    private void suites(ConfigSection tls) {
        tls.section(JamesCompatTlsSchema.CIPHER_SUITES)
                .ifPresent(suites -> suites.refuse(
                        "<supportedCipherSuites> is not read: cipher suites cannot be set for a listener",
                        "remove it; only forward-secret AEAD suites of TLS 1.2 and 1.3 are used"));
    }

    private void versions(ConfigSection tls) {
        Optional<ConfigSection> section = tls.section(JamesCompatTlsSchema.PROTOCOL_VERSIONS);
        List<ParsedValue<String>> listed = section.map(each -> each.values(JamesCompatTlsSchema.PROTOCOL_VERSION))
                .orElse(List.of());
        if (listed.isEmpty()) {
            return;
        }
        listed.stream()
                .filter(version -> !Set.of("TLSv1.2", "TLSv1.3").contains(version.value()))
                .forEach(version -> listener.warn(version, version.shown() + " is not spoken", "TLS 1.2 and 1.3 are"));
        if (listed.stream().noneMatch(version -> version.value().equals("TLSv1.2"))) {
            listener.refuse(
                    listed.get(0),
                    "<supportedProtocols> omits TLS 1.2, which every port supports",
                    "add <protocol>TLSv1.2</protocol>, or remove <supportedProtocols>");
        }
    }

    private void clients(ConfigSection tls) {
        tls.section(JamesCompatTlsSchema.CLIENT_AUTH).ifPresent(clients -> {
            if (policy.asksClientCertificate()) {
                listener.problems()
                        .warn(
                                clients.position(),
                                listener.where(),
                                "<clientAuth> is not read: peers are known by their pins, not by the issuer of their certificates",
                                "list each peer's pin with <peer>");
            } else {
                clients.refuse(
                        "<clientAuth> asks for client certificates, and the policy " + policy.name() + " asks for none",
                        "name the policy relay and list peers, or remove it");
            }
        });
    }

    /** The key store or key that a listener names, if it asks for TLS and the files are there. */
    public static Optional<IdentityConfiguration> identity(ConfigSection listener, JamesFilePaths paths) {
        Optional<ConfigSection> tls = listener.section(JamesCompatTlsSchema.TLS).filter(section -> asked(listener));
        Optional<IdentityConfiguration> identity = tls.flatMap(section -> identityOf(section, paths));
        identity.ifPresent(found -> warnOfSecret(tls.orElseThrow()));
        return identity;
    }

    private static Optional<IdentityConfiguration> identityOf(ConfigSection tls, JamesFilePaths paths) {
        Optional<PasswordSource> secret = tls.value(JamesCompatTlsSchema.SECRET)
                .map(found -> new PasswordSource.Literal(Secret.of(found.value())));
        Optional<ParsedValue<String>> key = tls.value(JamesCompatTlsSchema.PRIVATE_KEY);
        Optional<ParsedValue<String>> store = tls.value(JamesCompatTlsSchema.KEYSTORE);
        if (store.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> keyFile =
                store.isPresent() ? Optional.empty() : key.flatMap(found -> paths.existing(tls, found));
        if (store.isEmpty() && keyFile.isEmpty()) {
            return Optional.empty();
        }
        return store.or(() -> tls.value(JamesCompatTlsSchema.CERTIFICATES))
                .flatMap(found -> paths.existing(tls, found)
                        .map(file -> new IdentityConfiguration(
                                String.valueOf(file.getFileName()),
                                file,
                                Optional.empty(),
                                keyFile,
                                secret,
                                List.of(),
                                found.position())));
    }

    private static void warnOfSecret(ConfigSection tls) {
        tls.section(JamesCompatTlsSchema.SECRET)
                .filter(secret -> !secret.xml().fromEnvironment())
                .ifPresent(secret -> tls.problems()
                        .warn(
                                secret.position(),
                                tls.where(),
                                "a password is in the file",
                                "move the key to tls.xml, where the password comes from a file or the environment"));
    }

    private static boolean says(Optional<ParsedValue<Boolean>> attribute) {
        return attribute.map(ParsedValue::value).orElse(false);
    }
}
