// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Slips;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may stand in {@code store.xml}. */
final class StoreTable {
    static final String FILE = "store.xml";
    static final int DEFAULT_PORT = 5432;
    static final int DEFAULT_CONNECTIONS = 16;
    static final String DEFAULT_NAME = "sekisho";

    private static final int MOST_CONNECTIONS = 1_000;

    static final Element<String> HOST = Element.of(
            "host",
            ValueType.of(
                            StoreTable::host,
                            "is neither a host name nor an address",
                            "use a name such as db.example.org, or an address without brackets")
                    .knowing(StoreTable::slip),
            "The server.",
            "localhost");
    static final Element<Integer> PORT =
            Element.of("port", Values.number(1, 65_535), "Its port.", String.valueOf(DEFAULT_PORT));
    static final Element<String> DATABASE =
            Element.of("database", Values.LINE, "The database, of Sekisho's own.", DEFAULT_NAME);
    static final Element<String> USER = Element.of("user", Values.LINE, "The database's user.", DEFAULT_NAME);
    static final Element<String> PASSWORD = Element.of(
                    "password", Values.ANY.asSecret(), "The password of that user.", "the server asks for none")
            .having(TlsTable.PASSWORD_FILE, TlsTable.PASSWORD_VARIABLE, TlsTable.PASSWORD_LITERAL);
    static final Element<Integer> CONNECTIONS = Element.of(
            "connections",
            Values.number(2, MOST_CONNECTIONS),
            "How many connections this node may hold; half of them read, half write, and one more listens.",
            String.valueOf(DEFAULT_CONNECTIONS));
    static final Element<StoreConfiguration.Tls> TLS = Element.of(
            "tls",
            Values.word(StoreConfiguration.Tls.class),
            "What is asked of the connection; verified is TLS with a trusted certificate that names the host.",
            "none on this machine (localhost, 127.0.0.1, ::1), else verified");
    static final Element<Path> AUTHORITY = Element.of(
            "authority",
            TlsTable.PATH,
            "The PEM file of whoever signed the server's certificate, for verified.",
            "those that Java trusts");
    static final Element<String> POSTGRESQL = Element.holding(
            "postgresql",
            "A database of a PostgreSQL server, for one node or many.",
            List.of(HOST, PORT, DATABASE, USER, PASSWORD, CONNECTIONS, TLS, AUTHORITY));
    static final Element<String> ROOT = Element.holding(
            "store",
            "Which database holds what must last. Where nothing is said, that is the SQLite file var/sekisho.db.",
            List.of(POSTGRESQL));

    private StoreTable() {}

    private static Optional<String> host(String text) {
        boolean literal = text.contains(":") && text.matches("(?i)[0-9a-f:.]+");
        return literal
                ? Network.parse(text).map(Network::toString)
                : Values.SERVER.reading().apply(text);
    }

    private static Optional<String> slip(String text) {
        if (text.startsWith("jdbc:") || text.matches("(?i)postgres(ql)?:.*")) {
            return Optional.of("write what the URL says in <host>, <port>, <database> and <user>");
        }
        if (text.startsWith("/")) {
            return Optional.of("write localhost: the server is asked by TCP, not by a socket in the file system");
        }
        if (text.matches("\\[[^\\]]*]")) {
            return Optional.of("write it without brackets");
        }
        return text.matches("[^:]+:[0-9]+|\\[.*]:[0-9]+")
                ? Optional.of("write the port in <port>")
                : Slips.inName(text);
    }
}
