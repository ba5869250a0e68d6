// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/**
 * A mail repository in the store. What makes a repository is its path: URLs that differ in the protocol alone name the
 * same one.
 */
public final class SqlMailRepository implements MailRepository {

    private static final int PAGE = 100;

    private final Database database;
    private final BodyStore bodies;
    private final String path;

    /** The one of this path, which need not have been used before. */
    public SqlMailRepository(Database database, MailRepositoryPath path) {
        this.database = database;
        this.bodies = new BodyStore(database);
        this.path = path.asString();
    }

    @Override
    public long size() throws MessagingException {
        return asked(() ->
                database.read(sql -> sql.number("SELECT COUNT(*) FROM repository_mails WHERE repository = ?", path)));
    }

    /**
     * Keeps a mail, in place of one of the same name.
     *
     * @throws MessagingException whose cause is a {@link StoreException} if the store failed
     */
    @Override
    public MailKey store(Mail mail) throws MessagingException {
        StoredMail stored = StoredMail.of(mail);
        try {
            @Nullable UnattachedBody body = mail.getMessage() == null ? null : StoredMimeSource.keep(bodies, mail);
            database.write(sql -> {
                upsert(sql, stored, body == null ? null : Long.valueOf(body.attach(sql)));
                return true;
            });
            LogLineBuilder.of(LogEvent.KEPT)
                    .with(LogKey.ID, mail.getName())
                    .with(LogKey.TARGET, path)
                    .with(LogKey.KEY, MailKey.forMail(mail).asString())
                    .from(mail.getMaybeSender().asOptional().map(MailAddress::asString))
                    .to(mail.getRecipients().stream().map(MailAddress::asString).toList())
                    .with(LogKey.REASON, Optional.ofNullable(mail.getErrorMessage()))
                    .tell();
            return MailKey.forMail(mail);
        } catch (StoreException e) {
            throw new MessagingException("mail " + mail.getName() + " was not kept", e);
        } catch (IOException e) {
            Exception cause = e.getCause() instanceof StoreException store ? store : e;
            throw new MessagingException("mail " + mail.getName() + " was not kept", cause);
        }
    }

    private void upsert(Sql sql, StoredMail mail, @Nullable Long bodyId) {
        Optional<Removed> replaced = sql.first(
                "SELECT body_id FROM repository_mails WHERE repository = ? AND name = ?",
                row -> new Removed(row.numberOrNull(1)),
                path,
                mail.name());
        sql.update(
                "INSERT INTO repository_mails (repository, name, added, sender, envelope, body_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (repository, name) DO UPDATE SET"
                        + " sender = excluded.sender, envelope = excluded.envelope, body_id = excluded.body_id",
                path,
                mail.name(),
                Instant.now(),
                mail.sender(),
                mail.envelope(),
                bodyId);
        replaced.map(Removed::bodyId).ifPresent(old -> bodies.release(sql, old));
    }

    /** The keys of all mail, oldest first. */
    @Override
    public Iterator<MailKey> list() throws MessagingException {
        List<MailKey> keys = asked(() -> database.read(sql -> sql.query(
                "SELECT name FROM repository_mails WHERE repository = ? ORDER BY added, name",
                row -> new MailKey(row.text(1)),
                path)));
        return keys.iterator();
    }

    /** The mail of this key, null if there is none (so James wants it). */
    @Override
    @SuppressWarnings("NullAway") // James' interface says null and is not annotated.
    public Mail retrieve(MailKey key) throws MessagingException {
        record Found(StoredMail mail, @Nullable Long bodyId) {}
        Optional<Found> found = asked(() -> database.read(sql -> sql.first(
                "SELECT sender, envelope, body_id FROM repository_mails WHERE repository = ? AND name = ?",
                row -> new Found(new StoredMail(key.asString(), row.textOrNull(1), row.text(2)), row.numberOrNull(3)),
                path,
                key.asString())));
        return found.map(each -> {
                    Long body = each.bodyId();
                    return each.mail().toMail(body == null ? null : new StoredMimeSource(bodies, body));
                })
                .orElse(null);
    }

    @Override
    public void remove(MailKey key) throws MessagingException {
        remove(List.of(key));
    }

    @Override
    public void remove(Collection<MailKey> keys) throws MessagingException {
        asked(() -> database.<Integer>write(sql -> {
            keys.forEach(key -> remove(sql, key));
            return keys.size();
        }));
    }

    private record Removed(@Nullable Long bodyId) {}

    private void remove(Sql sql, MailKey key) {
        sql.first(
                        "DELETE FROM repository_mails WHERE repository = ? AND name = ? RETURNING body_id",
                        row -> new Removed(row.numberOrNull(1)),
                        path,
                        key.asString())
                .map(Removed::bodyId)
                .ifPresent(body -> bodies.release(sql, body));
    }

    @Override
    public void removeAll() throws MessagingException {
        int removed;
        do {
            removed = asked(() -> database.<Integer>write(this::removePage));
        } while (removed == PAGE);
    }

    private int removePage(Sql sql) {
        List<MailKey> keys = sql.query(
                "SELECT name FROM repository_mails WHERE repository = ? LIMIT ?",
                row -> new MailKey(row.text(1)),
                path,
                PAGE);
        keys.forEach(key -> remove(sql, key));
        return keys.size();
    }

    private static <T> T asked(Supplier<T> question) throws MessagingException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new MessagingException("the store failed", e);
        }
    }
}
