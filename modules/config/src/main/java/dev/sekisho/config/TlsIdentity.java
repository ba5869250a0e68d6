// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A private key and its certificates: where they are. */
public sealed interface TlsIdentity {
    /** The host names to present it for, in lower case; empty means those in the certificate. */
    Set<String> hosts();

    /** What opens the key; empty if it is not encrypted. */
    Optional<PasswordSource> password();

    /** Where it is configured. */
    SourcePosition position();

    /** The files it is in. */
    List<Path> files();

    /**
     * PEM files.
     *
     * @param hosts the host names to present it for, in lower case; empty means those in the certificate
     * @param certificate the certificate and its chain, the leaf first
     * @param key the private key; may be the same file
     * @param password what opens the key; empty if it is not encrypted
     * @param position where it is configured
     */
    record Pem(
            Set<String> hosts, Path certificate, Path key, Optional<PasswordSource> password, SourcePosition position)
            implements TlsIdentity {
        public Pem {
            hosts = Set.copyOf(hosts);
        }

        @Override
        public List<Path> files() {
            return List.of(certificate, key);
        }
    }

    /**
     * A key store file.
     *
     * @param hosts the host names to present it for, in lower case; empty means those in the certificate
     * @param file the key store
     * @param type its format
     * @param password what opens it; empty if it has none
     * @param position where it is configured
     */
    record KeyStoreFile(
            Set<String> hosts, Path file, Type type, Optional<PasswordSource> password, SourcePosition position)
            implements TlsIdentity {
        /** The format of a key store. */
        public enum Type {
            /** RFC 7292. */
            PKCS12,
            /** Java's own older format. */
            JKS
        }

        public KeyStoreFile {
            hosts = Set.copyOf(hosts);
        }

        @Override
        public List<Path> files() {
            return List.of(file);
        }
    }
}
