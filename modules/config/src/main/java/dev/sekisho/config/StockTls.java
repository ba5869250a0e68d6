// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.tls.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares James' {@code <tls>} of a listener with its policy, by the rule of {@link StockDemands}.
 *
 * @param listener the listener
 * @param policy its policy
 */
record StockTls(Section listener, PortPolicy policy) {

    /** Reports every difference. */
    void judge() {
        listener.section(StockTlsTable.TLS).ifPresent(tls -> {
            mode(tls);
            suites(tls);
            versions(tls);
            clients(tls);
        });
    }

    /** True if a listener asks for TLS of either kind. */
    static boolean asked(Section listener) {
        return listener.section(StockTlsTable.TLS)
                .filter(tls -> says(tls.attribute(StockTlsTable.SOCKET)) || says(tls.attribute(StockTlsTable.START)))
                .isPresent();
    }

    /** True if a listener asks for TLS from the first byte. */
    static boolean askedImplicit(Section listener) {
        return listener.section(StockTlsTable.TLS)
                .filter(tls -> says(tls.attribute(StockTlsTable.SOCKET)))
                .isPresent();
    }

    private void mode(Section tls) {
        Optional<Found<Boolean>> socket = tls.attribute(StockTlsTable.SOCKET);
        Optional<Found<Boolean>> start = tls.attribute(StockTlsTable.START);
        if (says(socket) && says(start)) {
            tls.refuse(
                    "socketTLS and startTLS are both true",
                    "TLS from the first byte leaves nothing to start; keep one");
            return;
        }
        TlsMode wanted = says(socket) ? TlsMode.IMPLICIT : says(start) ? TlsMode.OFFERED : TlsMode.NONE;
        Optional<Found<Boolean>> said = says(socket) ? socket : start.or(() -> socket);
        said.ifPresent(found -> compare(found, wanted));
    }

    private void compare(Found<Boolean> found, TlsMode wanted) {
        TlsMode mode = policy.tls();
        boolean sameKind = wanted == mode || (wanted == TlsMode.OFFERED && mode == TlsMode.REQUIRED);
        if (sameKind) {
            return;
        }
        String text = found.shown() + " asks for tls " + wanted.text() + ", and the policy " + policy.name()
                + " has tls " + mode.text();
        if (wanted.compareTo(mode) < 0) {
            listener.warn(found, text, "tls " + mode.text() + " holds, which is stricter");
        } else {
            listener.refuse(found, text, "name a policy with tls " + wanted.text() + ", or remove the attribute");
        }
    }

    private void suites(Section tls) {
        tls.section(StockTlsTable.CIPHER_SUITES)
                .ifPresent(suites -> suites.refuse(
                        "<supportedCipherSuites> is not read: suites are not chosen by listener",
                        "remove it; forward-secret AEAD suites of TLS 1.2 and 1.3 are spoken and no others"));
    }

    private void versions(Section tls) {
        Optional<Section> section = tls.section(StockTlsTable.PROTOCOL_VERSIONS);
        List<Found<String>> listed =
                section.map(each -> each.values(StockTlsTable.PROTOCOL_VERSION)).orElse(List.of());
        if (listed.isEmpty()) {
            return;
        }
        listed.stream()
                .filter(version -> !Set.of("TLSv1.2", "TLSv1.3").contains(version.value()))
                .forEach(version -> listener.warn(version, version.shown() + " is not spoken", "TLS 1.2 and 1.3 are"));
        if (listed.stream().noneMatch(version -> version.value().equals("TLSv1.2"))) {
            listener.refuse(
                    listed.get(0),
                    "<supportedProtocols> leaves TLS 1.2 out, which every port speaks",
                    "add <protocol>TLSv1.2</protocol>, or remove <supportedProtocols>");
        }
    }

    private void clients(Section tls) {
        tls.section(StockTlsTable.CLIENT_AUTH).ifPresent(clients -> {
            if (policy.asksClientCertificate()) {
                listener.problems()
                        .warn(
                                clients.position(),
                                listener.where(),
                                "<clientAuth> is not read: peers are known by their pins, whoever issued their certificates",
                                "list each peer's pin with <peer>");
            } else {
                clients.refuse(
                        "<clientAuth> asks for client certificates, and the policy " + policy.name() + " asks for none",
                        "name the policy relay and list peers, or remove it");
            }
        });
    }

    /** The key store or key that a listener names, if it asks for TLS and the files are there. */
    static Optional<TlsIdentity> identity(Section listener, StockPaths paths) {
        Optional<Section> tls = listener.section(StockTlsTable.TLS).filter(section -> asked(listener));
        Optional<TlsIdentity> identity = tls.flatMap(section -> identityOf(section, paths));
        identity.ifPresent(found -> warnOfSecret(tls.orElseThrow()));
        return identity;
    }

    private static Optional<TlsIdentity> identityOf(Section tls, StockPaths paths) {
        Optional<PasswordSource> secret =
                tls.value(StockTlsTable.SECRET).map(found -> new PasswordSource.Literal(Secret.of(found.value())));
        Optional<Found<String>> key = tls.value(StockTlsTable.PRIVATE_KEY);
        Optional<Found<String>> store = tls.value(StockTlsTable.KEYSTORE);
        if (store.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> keyFile =
                store.isPresent() ? Optional.empty() : key.flatMap(found -> paths.existing(tls, found));
        if (store.isEmpty() && keyFile.isEmpty()) {
            return Optional.empty();
        }
        return store.or(() -> tls.value(StockTlsTable.CERTIFICATES))
                .flatMap(found -> paths.existing(tls, found)
                        .map(file -> new TlsIdentity(
                                String.valueOf(file.getFileName()),
                                file,
                                Optional.empty(),
                                keyFile,
                                secret,
                                List.of(),
                                found.position())));
    }

    private static void warnOfSecret(Section tls) {
        tls.section(StockTlsTable.SECRET)
                .filter(secret -> !secret.xml().fromEnvironment())
                .ifPresent(secret -> tls.problems()
                        .warn(
                                secret.position(),
                                tls.where(),
                                "a password stands in the file",
                                "move the key to tls.xml, where the password comes from a file or the environment"));
    }

    private static boolean says(Optional<Found<Boolean>> attribute) {
        return attribute.map(Found::value).orElse(false);
    }
}
