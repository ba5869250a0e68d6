// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.store;

import dev.sekisho.config.environment.PasswordSchema;
import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.CidrNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The schema of {@code store.xml}. */
public final class StoreSchema {
    public static final String FILE = "store.xml";
    static final int DEFAULT_PORT = 5432;
    static final int DEFAULT_CONNECTIONS = 16;
    static final String DEFAULT_NAME = "sekisho";

    private static final int MOST_CONNECTIONS = 1_000;

    static final ElementSchema<String> HOST = ElementSchema.of(
            "host",
            ValueType.of(
                            StoreSchema::host,
                            "is neither a host name nor an address",
                            "use a name such as db.example.org, or an address without brackets")
                    .withHint(StoreSchema::hint),
            "The server.",
            "localhost");
    static final ElementSchema<Integer> PORT =
            ElementSchema.of("port", ValueTypes.number(1, 65_535), "Its port.", String.valueOf(DEFAULT_PORT));
    static final ElementSchema<String> DATABASE = ElementSchema.of(
            "database", ValueTypes.LINE, "The name of the database, which only Sekisho may use.", DEFAULT_NAME);
    static final ElementSchema<String> USER =
            ElementSchema.of("user", ValueTypes.LINE, "The user of the database.", DEFAULT_NAME);
    static final ElementSchema<String> PASSWORD = ElementSchema.of(
                    "password", ValueTypes.ANY.asSecret(), "The password of that user.", "the server asks for none")
            .having(PasswordSchema.PASSWORD_FILE, PasswordSchema.PASSWORD_VARIABLE, PasswordSchema.PASSWORD_LITERAL);
    static final ElementSchema<Integer> CONNECTIONS = ElementSchema.of(
            "connections",
            ValueTypes.number(2, MOST_CONNECTIONS),
            "Maximum number of connections of this node: half of them read, half write. One more connection listens for notifications.",
            String.valueOf(DEFAULT_CONNECTIONS));
    static final ElementSchema<StoreConfiguration.Tls> TLS = ElementSchema.of(
            "tls",
            ValueTypes.word(StoreConfiguration.Tls.class),
            "What the connection requires. verified: TLS with a trusted certificate that names the host.",
            "none on this machine (localhost, 127.0.0.1, ::1), else verified");
    static final ElementSchema<Path> AUTHORITY = ElementSchema.of(
            "authority",
            PasswordSchema.PATH,
            "The PEM file of the authority that signed the server's certificate, for verified.",
            "the authorities that Java trusts");
    static final ElementSchema<String> POSTGRESQL = ElementSchema.holding(
            "postgresql",
            "A database of a PostgreSQL server, for one node or many.",
            List.of(HOST, PORT, DATABASE, USER, PASSWORD, CONNECTIONS, TLS, AUTHORITY));
    static final ElementSchema<Boolean> TEXT_INDEX = ElementSchema.of(
            "text-index",
            ValueTypes.BOOLEAN,
            "true if a full-text index of all messages is kept, for searches by IMAP. If false, searches read all messages, and what was indexed is removed at the next start. On all nodes the same.",
            "true");
    public static final ElementSchema<String> ROOT = ElementSchema.holding(
            "store",
            "The database of mail, users and queues. The default is the SQLite file var/sekisho.db.",
            List.of(TEXT_INDEX, POSTGRESQL));

    private StoreSchema() {}

    private static Optional<String> host(String text) {
        boolean literal = text.contains(":") && text.matches("(?i)[0-9a-f:.]+");
        return literal
                ? CidrNetworkParser.parse(text).map(CidrNetwork::toString)
                : ValueTypes.SERVER.reading().apply(text);
    }

    private static Optional<String> hint(String text) {
        if (text.startsWith("jdbc:") || text.matches("(?i)postgres(ql)?:.*")) {
            return Optional.of("write what the URL says in <host>, <port>, <database> and <user>");
        }
        if (text.startsWith("/")) {
            return Optional.of("write localhost: the connection uses TCP, not a Unix socket");
        }
        if (text.matches("\\[[^\\]]*]")) {
            return Optional.of("write it without brackets");
        }
        return text.matches("[^:]+:[0-9]+|\\[.*]:[0-9]+")
                ? Optional.of("write the port in <port>")
                : Hints.inName(text);
    }
}
