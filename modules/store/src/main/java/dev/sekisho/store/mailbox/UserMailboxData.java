// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.SubscriptionTable;
import dev.sekisho.store.sql.Database;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.james.core.Username;

/**
 * What a user has in the store besides the right to log in: mailboxes and subscriptions. It stays when the user goes, until it is
 * removed here. Servers may have the store open meanwhile.
 */
public final class UserMailboxData {

    private final Database database;
    private final BodyStore bodies;

    /** On an opened database. */
    public UserMailboxData(Database database, BodyStore bodies) {
        this.database = database;
        this.bodies = bodies;
    }

    /**
     * How much it is.
     *
     * @param octets of all messages together
     */
    public record Amount(long mailboxes, long messages, long octets) {}

    /** What a user has; nothing but zeros for one who has nothing, or is unknown. */
    public Amount of(Username user) {
        return database.read(sql -> {
            List<Long> mailboxes = MailboxTable.ofOwner(sql, user);
            MailboxTotals count = mailboxes.stream()
                    .flatMap(id -> MailboxTable.counts(sql, id).stream())
                    .reduce(MailboxTotals.ZERO, MailboxTotals::plus);
            return new Amount(mailboxes.size(), count.messages(), count.octets());
        });
    }

    /**
     * Removes all of it, in units so short that others get their turn; the room of large messages is free when a server has tidied up. What
     * is left after a crash in the middle can be removed again.
     *
     * @param progress is called with the number of mailboxes that are left
     */
    public void remove(Username user, LongConsumer progress) {
        List<Long> mailboxes = database.read(sql -> MailboxTable.ofOwner(sql, user));
        long left = mailboxes.size();
        for (long mailbox : mailboxes) {
            progress.accept(left--);
            boolean more = true;
            while (more) {
                more = database.write(sql -> MessageRemoval.mailbox(sql, bodies, mailbox));
            }
        }
        database.write(sql -> SubscriptionTable.deleteAll(sql, user));
    }
}
