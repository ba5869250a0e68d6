// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.mailbox.table.AnnotationTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Database;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;

/** Annotations of mailboxes (RFC 5464) for James. A mailbox has few of them: they are chosen from after reading. */
final class SqlAnnotationMapper implements AnnotationMapper {

    private final Database database;

    SqlAnnotationMapper(Database database) {
        this.database = database;
    }

    @Override
    public List<MailboxAnnotation> getAllAnnotations(MailboxId mailboxId) {
        return database.read(sql -> AnnotationTable.all(sql, SqlMailboxId.valueOf(mailboxId)));
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeys(MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return chosen(mailboxId, keys, MailboxAnnotationKey::equals);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithOneDepth(
            MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return chosen(
                mailboxId,
                keys,
                (asked, found) -> isAtOrBelow(asked, found) && found.countComponents() <= asked.countComponents() + 1);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithAllDepth(
            MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return chosen(mailboxId, keys, SqlAnnotationMapper::isAtOrBelow);
    }

    private List<MailboxAnnotation> chosen(
            MailboxId mailboxId,
            Set<MailboxAnnotationKey> keys,
            BiPredicate<MailboxAnnotationKey, MailboxAnnotationKey> matches) {
        return getAllAnnotations(mailboxId).stream()
                .filter(found -> keys.stream().anyMatch(asked -> matches.test(asked, found.getKey())))
                .toList();
    }

    private static boolean isAtOrBelow(MailboxAnnotationKey asked, MailboxAnnotationKey found) {
        return found.equals(asked) || found.asString().startsWith(asked.asString() + "/");
    }

    @Override
    public void deleteAnnotation(MailboxId mailboxId, MailboxAnnotationKey key) {
        database.write(sql -> {
            AnnotationTable.delete(sql, SqlMailboxId.valueOf(mailboxId), key);
            return true;
        });
    }

    @Override
    public void insertAnnotation(MailboxId mailboxId, MailboxAnnotation annotation) {
        String value = annotation
                .getValue()
                .orElseThrow(() -> new IllegalArgumentException("an annotation without a value cannot be kept"));
        database.write(sql -> {
            AnnotationTable.put(sql, SqlMailboxId.valueOf(mailboxId), annotation.getKey(), value);
            return true;
        });
    }

    @Override
    public boolean exist(MailboxId mailboxId, MailboxAnnotation annotation) {
        return database.read(sql -> AnnotationTable.exists(sql, SqlMailboxId.valueOf(mailboxId), annotation.getKey()));
    }

    @Override
    public int countAnnotations(MailboxId mailboxId) {
        return database.read(sql -> Math.toIntExact(AnnotationTable.count(sql, SqlMailboxId.valueOf(mailboxId))));
    }
}
