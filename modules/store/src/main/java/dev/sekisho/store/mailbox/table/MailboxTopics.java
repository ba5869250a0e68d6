// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The topics under which units of work announce that mailboxes have changed ({@link Sql#announce}). */
public final class MailboxTopics {

    /** What is announced in the place of a modification sequence when a mailbox is no more. */
    public static final long REMOVED = Long.MAX_VALUE;

    private MailboxTopics() {}

    /** Something in this mailbox; announced with its modification sequence. */
    public static String mailbox(long id) {
        return "mailbox-" + id;
    }

    /** The names, uses or subscriptions of an owner's mailboxes. */
    public static String owner(String owner) {
        return "mailboxes-" + UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8));
    }

    static void changed(Sql sql, long mailbox, long modSeq) {
        sql.announce(mailbox(mailbox), modSeq);
    }

    /** Announces it of this owner. */
    public static void listChanged(Sql sql, String owner) {
        sql.announce(owner(owner), 1);
    }
}
