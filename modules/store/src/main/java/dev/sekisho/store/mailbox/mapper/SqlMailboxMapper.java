// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.RightsTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreConflictException;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.acl.ACLDiff;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mailboxes and the rights on them for James. */
final class SqlMailboxMapper implements MailboxMapper {

    private final MailboxTransactions units;
    private final BodyStore bodies;

    SqlMailboxMapper(Database database, BodyStore bodies) {
        this.units = new MailboxTransactions(database);
        this.bodies = bodies;
    }

    @Override
    public Mono<Mailbox> create(MailboxPath path, UidValidity uidValidity) {
        return MailboxTransactions.later(() -> {
            Optional<Long> id = units.write(sql -> MailboxTable.insert(sql, path, uidValidity));
            return new Mailbox(
                    path,
                    uidValidity,
                    new SqlMailboxId(id.orElseThrow(() -> new MailboxExistsException(path.asString()))));
        });
    }

    private enum Renaming {
        DONE,
        NO_SUCH_MAILBOX,
        NAME_IS_TAKEN
    }

    @Override
    public Mono<MailboxId> rename(Mailbox mailbox) {
        MailboxId id = mailbox.getMailboxId();
        MailboxPath path = mailbox.generateAssociatedPath();
        return MailboxTransactions.later(() -> {
            switch (renamed(SqlMailboxId.valueOf(id), path)) {
                case DONE -> {}
                case NO_SUCH_MAILBOX -> throw MailboxTransactions.notFound(id);
                case NAME_IS_TAKEN -> throw new MailboxExistsException(path.asString());
            }
            return id;
        });
    }

    private Renaming renamed(long id, MailboxPath path) throws MailboxException {
        try {
            return units.database().write(sql -> {
                if (MailboxTable.exists(sql, path)) {
                    return Renaming.NAME_IS_TAKEN;
                }
                return MailboxTable.rename(sql, id, path) ? Renaming.DONE : Renaming.NO_SUCH_MAILBOX;
            });
        } catch (StoreConflictException e) {
            return Renaming.NAME_IS_TAKEN;
        }
    }

    /** Its messages go first, portion by portion; a mailbox that is not empty yet when the server is killed remains. */
    @Override
    public Mono<Void> delete(Mailbox mailbox) {
        long id = SqlMailboxId.valueOf(mailbox.getMailboxId());
        return MailboxTransactions.later(() -> {
                    boolean more = true;
                    while (more) {
                        more = units.write(sql -> MessageRemoval.mailbox(sql, bodies, id));
                    }
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Mailbox> findMailboxByPath(MailboxPath path) {
        return MailboxTransactions.later(
                () -> units.read(sql -> MailboxLookup.byPath(sql, path)).orElse(null));
    }

    @Override
    public Mono<Boolean> pathExists(MailboxPath path) {
        return MailboxTransactions.later(() -> units.read(sql -> MailboxTable.exists(sql, path)));
    }

    @Override
    public Mono<Mailbox> findMailboxById(MailboxId id) {
        return MailboxTransactions.later(() -> units.read(sql -> MailboxLookup.byId(sql, SqlMailboxId.valueOf(id)))
                .orElseThrow(() -> MailboxTransactions.notFound(id)));
    }

    @Override
    public Flux<Mailbox> findNonPersonalMailboxes(Username user, MailboxACL.Right right) {
        MailboxACL.EntryKey key = MailboxACL.EntryKey.createUserEntryKey(user);
        return MailboxTransactions.laterEach(() -> units.read(sql -> MailboxLookup.grantedTo(sql, key)))
                .filter(mailbox -> Optional.ofNullable(
                                mailbox.getACL().getEntries().get(key))
                        .map(rights -> rights.contains(right))
                        .orElse(false));
    }

    @Override
    public Flux<Mailbox> findMailboxWithPathLike(MailboxQuery.UserBound query) {
        return MailboxTransactions.laterEach(() ->
                        units.read(sql -> MailboxLookup.ofOwner(sql, query.getFixedUser(), query.getFixedNamespace())))
                .filter(query::matches);
    }

    @Override
    public Mono<Boolean> hasChildren(Mailbox mailbox, char delimiter) {
        MailboxPath path = mailbox.generateAssociatedPath();
        return MailboxTransactions.later(() -> units.read(sql -> MailboxLookup.hasChildren(sql, path, delimiter)));
    }

    @Override
    public Mono<ACLDiff> updateACL(Mailbox mailbox, MailboxACL.ACLCommand command) {
        return changeRights(mailbox, before -> before.apply(command));
    }

    @Override
    public Mono<ACLDiff> setACL(Mailbox mailbox, MailboxACL rights) {
        return changeRights(mailbox, before -> rights);
    }

    /** What the rights become. */
    @FunctionalInterface
    private interface RightsChange {
        MailboxACL of(MailboxACL before) throws UnsupportedRightException;
    }

    /** The rights are read anew when the mailbox is locked, so that no concurrent change of theirs is lost. */
    private Mono<ACLDiff> changeRights(Mailbox mailbox, RightsChange change) {
        long id = SqlMailboxId.valueOf(mailbox.getMailboxId());
        return MailboxTransactions.later(() -> {
            Optional<ACLDiff> diff = units.write(sql -> MailboxTable.lock(sql, id)
                    ? MailboxLookup.byId(sql, id).map(found -> changed(sql, id, found.getACL(), change))
                    : Optional.empty());
            return diff.orElseThrow(() -> MailboxTransactions.notFound(id));
        });
    }

    private static ACLDiff changed(Sql sql, long id, MailboxACL before, RightsChange change) {
        try {
            MailboxACL after = change.of(before);
            RightsTable.replace(sql, id, after);
            return ACLDiff.computeDiff(before, after);
        } catch (UnsupportedRightException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Flux<Mailbox> list() {
        return MailboxTransactions.laterEach(() -> units.read(MailboxLookup::all));
    }
}
