// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the operator sees of the mail in all queues, and may do with it, whether or not a server runs. A server that runs sees what was
 * done at once where it is notified, else when it polls: within a second. For any thread.
 */
public final class SpoolAdmin {
    private final Database database;
    private final BodyStore bodies;

    /** On an opened database. */
    public SpoolAdmin(Database database) {
        this.database = database;
        this.bodies = new BodyStore(database);
    }

    /**
     * Some mails of all queues, in the order they came in: so many are read, whatever the queues hold.
     *
     * @param after behind the mail of this id; 0 for the first ones
     * @param most so many at most; fewer mean that there are no more
     */
    public List<SpooledMail> page(long after, int most) {
        return database.read(sql -> SpoolAdminTable.page(sql, after, most));
    }

    /** One mail. */
    public Optional<SpooledMail> find(long id) {
        return database.read(sql -> SpoolAdminTable.find(sql, id));
    }

    /** Makes a mail ready that waits, or is in no state that there is. @return false if it is taken, or gone */
    public boolean retry(long id, Instant now) {
        boolean ready = database.write(sql -> SpoolAdminTable.retry(sql, id, now));
        database.notifications().send(SqlMailQueueFactory.SIGNAL);
        return ready;
    }

    /** Removes a mail that nobody has taken. @return false if it is taken, or gone */
    public boolean remove(long id) {
        return database.write(sql -> release(sql, SpoolAdminTable.removeUntaken(sql, id)));
    }

    /**
     * Removes a mail that a node has taken: what the node was to make of it is undone.
     *
     * @return false if that node does not have it any more
     */
    public boolean removeTaken(long id, String node) {
        return database.write(sql -> release(sql, SpoolTable.finish(sql, id, node)));
    }

    private boolean release(Sql sql, Optional<SpoolTable.Finished> removed) {
        removed.map(SpoolTable.Finished::bodyId).ifPresent(body -> bodies.release(sql, body));
        return removed.isPresent();
    }
}
