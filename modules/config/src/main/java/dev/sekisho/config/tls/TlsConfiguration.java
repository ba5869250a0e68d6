// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.tls;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server presents to TLS clients, and with what.
 *
 * @param engine which TLS engine
 * @param identities keys with their certificates, the default first; empty means that a self-signed one is made at the first start
 */
public record TlsConfiguration(Engine engine, List<IdentityConfiguration> identities) {
    /** No identity is listed, and the engine is chosen at start. */
    public static final TlsConfiguration DEFAULT = new TlsConfiguration(Engine.AUTO, List.of());

    /** Which TLS engine. */
    public enum Engine {
        /** BoringSSL where it loads, else the JDK's. */
        AUTO,
        /** BoringSSL; the start fails where it does not load. */
        BORINGSSL,
        /** The JDK's. */
        JDK;

        /** The word used in configurations. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TlsConfiguration {
        identities = List.copyOf(identities);
    }

    /** The identity presented to clients that name no host. */
    public Optional<IdentityConfiguration> defaultIdentity() {
        return identities.stream().findFirst();
    }
}
