// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.maintenance.StoreFault.Kind;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.spool.SpoolAdmin;
import dev.sekisho.store.spool.SpooledMail;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoredCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a whole store and reports all faults. Others may use it meanwhile: each query is one statement, and so sees one state. For
 * one thread.
 */
public final class StoreCheck {

    /** So many faults of one kind are reported one by one. */
    private static final int MOST = 100;

    /** So many mails are looked at together. */
    private static final int PAGE = 500;

    private static final String LIMIT = " LIMIT " + MOST;
    private static final List<String> REFER_TO_MAILBOXES =
            List.of("messages", "mailbox_rights", "mailbox_keywords", "mailbox_annotations");

    private final Database database;
    private final Consumer<String> progress;
    private final List<StoreFault> faults = new ArrayList<>();

    /**
     * A check of an opened store.
     *
     * @param progress is called with what is checked next
     */
    public StoreCheck(Database database, Consumer<String> progress) {
        this.database = database;
        this.progress = progress;
    }

    /** Looks at everything; may take minutes. */
    public List<StoreFault> run() {
        faults.clear();
        progress.accept("reading all pages");
        database.check()
                .forEach(line -> faults.add(new StoreFault(
                        TextIndexRepair.isOfIndex(line) ? Kind.TEXT_INDEX : Kind.DAMAGED, "database", line)));
        try {
            bodies();
            references();
            mails();
            progress.accept("full-text index");
            faults.addAll(TextIndexRepair.faults(database));
            progress.accept("mailbox counters");
            faults.addAll(MailboxCounters.faults(database, MOST));
        } catch (StoreException e) {
            faults.add(new StoreFault(Kind.DAMAGED, "database", String.valueOf(e.getMessage())));
        }
        return List.copyOf(faults);
    }

    private void bodies() {
        progress.accept("sizes of bodies");
        find(
                Kind.BODY_MISSING,
                "SELECT b.id, b.size, octet_length(b.head) + COALESCE(c.octets, 0), COALESCE(c.chunks, 0), COALESCE(c.last, 0)"
                        + " FROM bodies b LEFT JOIN (SELECT body_id, SUM(octet_length(bytes)) AS octets, COUNT(*) AS chunks,"
                        + " MAX(number) AS last FROM body_chunks GROUP BY body_id) c ON c.body_id = b.id"
                        + " WHERE b.size IS NOT NULL AND (b.size <> octet_length(b.head) + COALESCE(c.octets, 0)"
                        + " OR COALESCE(c.chunks, 0) <> COALESCE(c.last, 0))",
                row -> "body " + row.number(1),
                row -> row.number(3) + " octets in " + (row.number(4) + 1) + " chunks, the last of number "
                        + row.number(5) + "; it is said to have " + row.number(2) + " octets");
        find(
                Kind.ORPHAN,
                "SELECT DISTINCT body_id FROM body_chunks WHERE body_id NOT IN (SELECT id FROM bodies)",
                row -> "chunks of body " + row.number(1),
                row -> "there is no such body");
        String referred = String.join(
                " AND ",
                BodyStore.REFERRING.stream()
                        .map(table -> "NOT EXISTS (SELECT 1 FROM " + table + " r WHERE r.body_id = b.id)")
                        .toList());
        find(
                Kind.UNREFERENCED,
                "SELECT b.id FROM bodies b WHERE NOT EXISTS (SELECT 1 FROM body_releases l WHERE l.body_id = b.id) AND "
                        + referred,
                row -> "body " + row.number(1),
                row -> "nothing refers to it; the server removes it after its next start");
    }

    private void references() {
        for (String table : BodyStore.REFERRING) {
            progress.accept("bodies of " + table);
            find(
                    Kind.BODY_MISSING,
                    "SELECT r.body_id, COUNT(*) FROM " + table + " r WHERE r.body_id IS NOT NULL AND NOT EXISTS"
                            + " (SELECT 1 FROM bodies b WHERE b.id = r.body_id AND b.size IS NOT NULL) GROUP BY r.body_id",
                    row -> table + " of body " + row.number(1),
                    row -> row.number(2) + " rows, and the body is not there, or was not written to its end");
        }
        progress.accept("sizes of messages");
        find(
                Kind.MESSAGE_SIZE,
                "SELECT m.mailbox_id, m.uid, m.octets, octet_length(m.prefix) + b.size FROM messages m"
                        + " JOIN bodies b ON b.id = m.body_id WHERE b.size IS NOT NULL AND m.octets <> octet_length(m.prefix) + b.size",
                row -> "message " + row.number(2) + " of mailbox " + row.number(1),
                row -> row.number(4) + " octets, all of which are there; it is said to have " + row.number(3));
        for (String table : REFER_TO_MAILBOXES) {
            find(
                    Kind.ORPHAN,
                    "SELECT mailbox_id, COUNT(*) FROM " + table
                            + " WHERE mailbox_id NOT IN (SELECT id FROM mailboxes) GROUP BY mailbox_id",
                    row -> table + " of mailbox " + row.number(1),
                    row -> row.number(2) + " rows, and there is no such mailbox");
        }
    }

    private void mails() {
        progress.accept("mail in the queues");
        queued();
        progress.accept("outgoing messages");
        find(
                Kind.STUCK,
                "SELECT m.id, m.name FROM outgoing_messages m WHERE NOT EXISTS"
                        + " (SELECT 1 FROM outgoing_recipients r WHERE r.message_id = m.id)",
                row -> "outgoing message " + row.number(1) + " (" + row.text(2) + ")",
                row -> "it has no recipients and is never sent or removed");
        find(
                Kind.STUCK,
                "SELECT id, message_id, status FROM outgoing_recipients WHERE "
                        + StoredCode.notIn("status", RecipientStatus.values()) + " OR ("
                        + RecipientStatus.in(RecipientStatus.TAKEN) + " AND taken_by IS NULL)",
                row -> "recipient " + row.number(1) + " of outgoing message " + row.number(2),
                row -> "status " + row.number(3)
                        + (row.number(3) == RecipientStatus.TAKEN.code() ? ", taken by nobody" : ", which there is not")
                        + ": it is never sent; its column 'status' is to be " + RecipientStatus.WAITING.code()
                        + " (waits)");
    }

    /** Page by page: each envelope is read as who takes the mail would. */
    private void queued() {
        SpoolAdmin admin = new SpoolAdmin(database);
        List<StoreFault> found = new ArrayList<>();
        List<SpooledMail> page = admin.page(0, PAGE);
        while (!page.isEmpty() && found.size() < MOST) {
            page.forEach(mail -> found.addAll(faults(mail)));
            page = admin.page(page.get(page.size() - 1).id(), PAGE);
        }
        faults.addAll(found.subList(0, Math.min(MOST, found.size())));
    }

    private static List<StoreFault> faults(SpooledMail mail) {
        String where = "mail " + mail.id() + " of the queue " + mail.queue() + " ("
                + mail.mail().name() + ")";
        List<StoreFault> found = new ArrayList<>();
        if (mail.state() instanceof SpooledMail.Unknown unknown) {
            found.add(new StoreFault(Kind.STUCK, where, unknown.found() + ": nobody takes it"));
        }
        if (!mail.mail().isReadable()) {
            found.add(new StoreFault(Kind.STUCK, where, "its envelope cannot be read: whoever takes it puts it back"));
        }
        return found;
    }

    private void find(Kind kind, String query, ResultRow.Reader<String> where, ResultRow.Reader<String> found) {
        faults.addAll(database.readPatiently(
                sql -> sql.query(query + LIMIT, row -> new StoreFault(kind, where.read(row), found.read(row)))));
    }
}
