// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import org.apache.james.mailbox.model.UidValidity;

/**
 * The UIDVALIDITY of new mailboxes: the seconds since 1970, and always more than the one before on any node, so that a mailbox that takes the
 * name of a deleted one has a greater one (RFC 9051 2.3.1.1).
 */
public final class UidValidities {

    private UidValidities() {}

    /** One that was given to no mailbox yet; others wait until the unit ends. */
    public static UidValidity next(Sql sql, Instant now) {
        long seconds = now.getEpochSecond();
        sql.update(
                "UPDATE uid_validity SET last = CASE WHEN last < ? THEN ? ELSE last + 1 END WHERE id = 1",
                seconds,
                seconds);
        return UidValidity.of(sql.number("SELECT last FROM uid_validity WHERE id = 1"));
    }
}
