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

    /** One SQLite file in {@code var}, which needs no setting. */
    record OwnFile() implements StoreConfiguration {}

    /**
     * A database of a PostgreSQL server, which other nodes may share.
     *
     * @param host the server's name or address
     * @param port its port
     * @param database the database's name
     * @param user the database's user
     * @param password that user's password; absent where the server asks for none
     * @param connections how many connections this node may hold, at least 2
     * @param tls what is asked of the connection
     * @param authority the PEM file of whoever signed the server's certificate; absent for those that Java trusts
     */
    record Postgresql(
            String host,
            int port,
            String database,
            String user,
            Optional<PasswordSource> password,
            int connections,
            Tls tls,
            Optional<Path> authority)
            implements StoreConfiguration {

        /** The URL that the driver is given; it carries no password. */
        public String url() {
            String place = host.contains(":") ? "[" + host + "]" : host;
            return "jdbc:postgresql://" + place + ":" + port + "/" + encoded(database) + "?sslmode=" + tls.mode()
                    + trusted();
        }

        private String trusted() {
            if (tls != Tls.VERIFIED) {
                return "";
            }
            return authority
                    .map(file -> "&sslrootcert=" + encoded(file.toString()))
                    .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /** What is asked of the connection to a database server. */
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
