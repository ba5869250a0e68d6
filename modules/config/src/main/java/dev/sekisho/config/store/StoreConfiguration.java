// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.store;

import dev.sekisho.config.environment.PasswordSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The database of the store. */
public sealed interface StoreConfiguration {

    /** Whether a full-text index of the messages is kept, for searches. */
    boolean textIndex();

    /** One SQLite file in {@code var}, which needs no setting. */
    record OwnFile(boolean textIndex) implements StoreConfiguration {}

    /**
     * A database of a PostgreSQL server, which other nodes may share.
     *
     * @param host the server's name or address
     * @param port its port
     * @param database the database's name
     * @param user the database's user
     * @param password that user's password; absent where the server asks for none
     * @param connections how many connections this node may hold, at least 2
     * @param encryption what is asked of the connection
     */
    record Postgresql(
            String host,
            int port,
            String database,
            String user,
            Optional<PasswordSource> password,
            int connections,
            Encryption encryption,
            boolean textIndex)
            implements StoreConfiguration {

        /** The URL that the driver is given; it carries no password. */
        public String url() {
            String place = host.contains(":") ? "[" + host + "]" : host;
            return "jdbc:postgresql://" + place + ":" + port + "/" + encoded(database) + "?sslmode="
                    + encryption.tls().mode() + trusted();
        }

        private String trusted() {
            if (encryption.tls() != Tls.VERIFIED) {
                return "";
            }
            return encryption
                    .authority()
                    .map(file -> "&sslrootcert=" + encoded(file.toString()))
                    .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /**
     * What is asked of the connection to a database server.
     *
     * @param tls how it is encrypted
     * @param authority the PEM file of whoever signed the server's certificate; absent for those that Java trusts
     */
    record Encryption(Tls tls, Optional<Path> authority) {}

    /** How the connection to a database server is encrypted. */
    enum Tls {
        /** Cleartext. */
        NONE("disable"),
        /** TLS, whoever answers. */
        REQUIRED("require"),
        /** TLS with a certificate that is trusted and names the host. */
        VERIFIED("verify-full");

        private final String mode;

        Tls(String mode) {
            this.mode = mode;
        }

        /** The driver's word. */
        String mode() {
            return mode;
        }

        /** The word used in configurations. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
