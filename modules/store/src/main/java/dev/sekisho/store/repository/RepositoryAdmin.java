// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.spool.SpoolEnqueuer;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.jspecify.annotations.Nullable;

/** What the operator sees of the mail repositories, and may do with them, whether or not a server runs. For any thread. */
public final class RepositoryAdmin {
    /** Where what failed in a way that was not foreseen is kept, as {@code mailetcontainer.xml} ships. */
    public static final String ERRORS = "var/mail/error";

    private static final String MAIL = "SELECT repository, added, body_id, COALESCE(size, 0), name, sender, envelope"
            + " FROM repository_mails LEFT JOIN bodies ON bodies.id = body_id WHERE repository = ?";

    private final Database database;
    private final BodyStore bodies;

    /** On an opened database. */
    public RepositoryAdmin(Database database) {
        this.database = database;
        this.bodies = new BodyStore(database);
    }

    /**
     * A repository.
     *
     * @param path its path
     * @param mails how many mails it has
     * @param octets of all their messages
     */
    public record Repository(String path, long mails, long octets) {}

    /** Those that were ever used, by path. */
    public List<Repository> repositories() {
        return database.read(sql -> {
            TreeMap<String, Repository> all = new TreeMap<>();
            sql.query("SELECT url FROM repositories", row -> MailRepositoryUrl.from(row.text(1)))
                    .forEach(url -> all.put(
                            url.getPath().asString(),
                            new Repository(url.getPath().asString(), 0, 0)));
            sql.query(
                            "SELECT repository, COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM repository_mails"
                                    + " LEFT JOIN bodies ON bodies.id = body_id GROUP BY repository",
                            row -> new Repository(row.text(1), row.number(2), row.number(3)))
                    .forEach(each -> all.put(each.path(), each));
            return List.copyOf(all.values());
        });
    }

    /** How many mails each repository keeps that has any, by path, in a store that is only looked at. */
    public static Map<String, Long> kept(Sql sql) {
        Map<String, Long> kept = new TreeMap<>();
        sql.query(
                        "SELECT repository, COUNT(*) FROM repository_mails GROUP BY repository",
                        row -> Map.entry(row.text(1), row.number(2)))
                .forEach(each -> kept.put(each.getKey(), each.getValue()));
        return kept;
    }

    /**
     * Some mails of a repository, by key: so many are read, whatever it holds.
     *
     * @param after behind this key; an empty one for the first ones
     * @param most so many at most; fewer mean that there are no more
     */
    public List<RepositoryMail> page(String repository, String after, int most) {
        return database.read(sql -> sql.query(
                MAIL + " AND name > ? ORDER BY name LIMIT ?", RepositoryAdmin::read, repository, after, most));
    }

    /** One mail. */
    public Optional<RepositoryMail> find(String repository, String key) {
        return database.read(sql -> sql.first(MAIL + " AND name = ?", RepositoryAdmin::read, repository, key));
    }

    /**
     * Moves a mail into the spool, in one transaction: it is in one of the two, never in both. Its body stays where it is.
     *
     * @param processor where it begins
     * @return false if it is not there any more
     * @throws StoreException if its envelope cannot be read, or the database failed: then it stays
     */
    public boolean resend(String repository, String key, String processor, Instant now) {
        boolean moved = database.write(sql -> {
            Optional<Removed> mail = take(sql, repository, key);
            mail.ifPresent(each -> SpoolEnqueuer.put(sql, each.mail().beginningAt(processor), each.bodyId(), now));
            return mail.isPresent();
        });
        SpoolEnqueuer.tell(database);
        return moved;
    }

    /** Removes a mail. @return false if it is not there any more */
    public boolean remove(String repository, String key) {
        return database.write(sql -> {
            Optional<Removed> mail = take(sql, repository, key);
            mail.map(Removed::bodyId).ifPresent(body -> bodies.release(sql, body));
            return mail.isPresent();
        });
    }

    private record Removed(StoredMail mail, @Nullable Long bodyId) {}

    private static Optional<Removed> take(Sql sql, String repository, String key) {
        return sql.first(
                "DELETE FROM repository_mails WHERE repository = ? AND name = ? RETURNING sender, envelope, body_id",
                row -> new Removed(new StoredMail(key, row.textOrNull(1), row.text(2)), row.numberOrNull(3)),
                repository,
                key);
    }

    private static RepositoryMail read(ResultRow row) throws SQLException {
        Long body = row.numberOrNull(3);
        return new RepositoryMail(
                row.text(1),
                row.instant(2),
                body == null ? OptionalLong.empty() : OptionalLong.of(body),
                row.number(4),
                new StoredMail(row.text(5), row.textOrNull(6), row.text(7)));
    }
}
