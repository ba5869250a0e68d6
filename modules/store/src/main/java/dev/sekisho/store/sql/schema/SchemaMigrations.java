// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.schema;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The numbered steps that make the schema. A step that was released is never changed; a change is a further step at the
 * end of the list. The table {@code schema_history} says which have been taken.
 */
public final class SchemaMigrations {

    /** In order; the first is number 1. */
    public static final List<String> STEPS = List.of(
            "0001-accounts.sql",
            "0002-mail.sql",
            "0003-mailboxes.sql",
            "0004-pins.sql",
            "0005-outgoing.sql",
            "0006-stopping.sql",
            "0007-exposed.sql",
            "0008-senders.sql",
            "0009-imap.sql",
            "0010-search.sql",
            "0011-indexing.sql",
            "0012-guessing.sql",
            "0013-uid-validity.sql",
            "0014-commit-marks.sql",
            "0015-passwords.sql",
            "0016-greylist.sql",
            "0017-trial.sql",
            "0018-submitters.sql",
            "0019-sending.sql",
            "0020-login-kinds.sql",
            "0021-pop-before-smtp.sql");

    private SchemaMigrations() {}

    /**
     * Takes the steps that are missing, within the caller's transaction.
     *
     * @param where the database's name, for messages
     * @throws StoreRefusedException if the schema is newer than this version's, or was made by other steps
     */
    public static void apply(Sql sql, String where) {
        sql.update("CREATE TABLE IF NOT EXISTS schema_history (step INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL,"
                + " checksum CHAR(64) NOT NULL, taken BIGINT NOT NULL)");
        requireKnown(sql, where);
        for (int step = 1; step <= STEPS.size(); step++) {
            if (!taken(sql, where, step)) {
                take(sql, step);
            }
        }
    }

    /**
     * How many steps {@link #apply} would take of a schema that is there; takes none.
     *
     * @throws StoreRefusedException as {@link #apply}
     */
    public static int missing(Sql sql, String where) {
        requireKnown(sql, where);
        int missing = 0;
        for (int step = 1; step <= STEPS.size(); step++) {
            missing += taken(sql, where, step) ? 0 : 1;
        }
        return missing;
    }

    /**
     * Refuses a schema that a newer version has made.
     *
     * @throws StoreRefusedException if it is one
     */
    public static void requireKnown(Sql sql, String where) {
        long present = sql.number("SELECT COALESCE(MAX(step), 0) FROM schema_history");
        if (present > STEPS.size()) {
            throw new StoreRefusedException(
                    where + ": the schema is at step " + present + ", this version of Sekisho knows " + STEPS.size()
                            + "; run the version that made it or a newer one, or restore a backup made before the upgrade",
                    null);
        }
    }

    private static boolean taken(Sql sql, String where, int step) {
        String name = STEPS.get(step - 1);
        Optional<String> taken =
                sql.first("SELECT checksum FROM schema_history WHERE step = ?", row -> row.text(1), step);
        if (taken.isPresent() && !taken.get().equals(sha256(text(name)))) {
            throw new StoreRefusedException(
                    where + ": step " + step + " of the schema was not made by " + name
                            + " of this version; run the version that made it, or restore a backup",
                    null);
        }
        return taken.isPresent();
    }

    private static void take(Sql sql, int step) {
        String name = STEPS.get(step - 1);
        String text = text(name);
        statements(text).stream()
                .map(sql.dialect()::schema)
                .filter(statement -> !statement.isEmpty())
                .forEach(statement -> sql.update(statement));
        sql.update(
                "INSERT INTO schema_history (step, name, checksum, taken) VALUES (?, ?, ?, ?)",
                step,
                name,
                sha256(text),
                Instant.now());
    }

    /** Statements end with a semicolon at the end of a line; lines that start with two hyphens are comments. */
    private static List<String> statements(String text) {
        String code = text.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .reduce("", (a, b) -> a + b + "\n");
        return Arrays.stream(code.split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(SchemaMigrations.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
