// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.maintenance.StoreFault.Kind;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.textindex.TextIndex;
import dev.sekisho.store.textindex.TextIndexing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreCheckTest {

    @FunctionalInterface
    private interface Look {
        void at(Database database);
    }

    private static void onFilled(Engine engine, Look look) {
        try (Engine.Place place = engine.place()) {
            FilledStore.fill(place.settings());
            try (Database database = DatabaseOpener.open(place.settings())) {
                look.at(database);
            }
        }
    }

    private static List<StoreFault> faultsAfter(Database database, String damage) {
        database.write(sql -> sql.update(damage));
        return new StoreCheck(database, doing -> {}).run();
    }

    private static List<StoreFault> faults(Database database) {
        return new StoreCheck(database, doing -> {}).run();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsNothingInASoundStoreAndTellsWhatItLooksAt(Engine engine) {
        onFilled(engine, database -> {
            List<String> output = new ArrayList<>();
            assertThat(new StoreCheck(database, output::add).run()).isEmpty();
            assertThat(output).contains("reading all pages", "sizes of bodies", "mailbox counters");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAndRepairsCountersThatHaveDrifted(Engine engine) {
        onFilled(engine, database -> {
            assertThat(faultsAfter(
                            database,
                            "UPDATE mailboxes SET messages = messages + 3, unseen = 0, octets = 1, last_uid = 1, modseq = 0"
                                    + " WHERE owner = 'anna@example.org' AND name = 'INBOX'"))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.COUNTER))
                    .asString()
                    .contains("anna@example.org INBOX")
                    .contains("counted are 5 messages, 0 unseen, 1 octets, last UID 1, MODSEQ 0")
                    .containsPattern("come to 2 messages, 2 unseen, \\d{6} octets, last UID 2, MODSEQ 3");
            assertThat(MailboxCounters.repair(database)).isEqualTo(1);
            assertThat(faults(database)).isEmpty();
            assertThat(MailboxCounters.repair(database)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aUidThatWasGivenOutAndIsGoneIsNotGivenOutAgainByARepair(Engine engine) {
        onFilled(engine, database -> {
            database.write(sql ->
                    sql.update("UPDATE mailboxes SET last_uid = 70, modseq = 90, messages = 0 WHERE last_uid > 0"));
            assertThat(MailboxCounters.repair(database)).isEqualTo(2);
            assertThat(database.<List<Long>>read(sql -> sql.query(
                            "SELECT last_uid + modseq FROM mailboxes WHERE last_uid > 0", row -> row.number(1))))
                    .containsExactly(160L, 160L);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theCountersOfAnEmptiedMailboxBecomeZero(Engine engine) {
        onFilled(engine, database -> {
            database.write(sql -> sql.update("DELETE FROM messages"));
            assertThat(MailboxCounters.repair(database)).isEqualTo(2);
            assertThat(database.<Long>read(sql -> sql.number("SELECT SUM(messages + unseen + octets) FROM mailboxes")))
                    .isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAChunkThatIsMissing(Engine engine) {
        onFilled(
                engine,
                database -> assertThat(faultsAfter(database, "DELETE FROM body_chunks WHERE number = 2"))
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.BODY_MISSING))
                        .asString()
                        .contains("in 3 chunks, the last of number 3; it is said to have 393233 octets"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsABodyThatWasNotWrittenToItsEnd(Engine engine) {
        onFilled(
                engine,
                database -> assertThat(faultsAfter(database, "UPDATE bodies SET size = NULL"))
                        .extracting(StoreFault::kind)
                        .hasSize(3)
                        .containsOnly(Kind.BODY_MISSING));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAMessageThatIsSaidToBeOfAnotherSizeAndDoesNotCallItMissing(Engine engine) {
        onFilled(engine, database -> {
            List<StoreFault> faults = faultsAfter(database, "UPDATE messages SET octets = octets + 1 WHERE uid = 2");
            assertThat(faults).extracting(StoreFault::kind).containsExactly(Kind.MESSAGE_SIZE, Kind.COUNTER);
            assertThat(faults.get(0).found()).contains("all of which are there");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAMailOfAQueueWhoseEnvelopeCannotBeRead(Engine engine) {
        for (String envelope : List.of("{", "{}", "nothing")) {
            onFilled(
                    engine,
                    database -> assertThat(
                                    faultsAfter(database, "UPDATE queue_mails SET envelope = '" + envelope + "'"))
                            .as(envelope)
                            .containsExactly(new StoreFault(
                                    Kind.STUCK,
                                    "mail 1 of the queue spool (waiting)",
                                    "its envelope cannot be read: whoever takes it puts it back")));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAMailOfAQueueInAStateThatThereIsNot(Engine engine) {
        onFilled(engine, database -> {
            assertThat(faultsAfter(database, "UPDATE queue_mails SET status = 7, taken_by = 'somebody'"))
                    .containsExactly(new StoreFault(
                            Kind.STUCK, "mail 1 of the queue spool (waiting)", "status 7: nobody takes it"));
            assertThat(faultsAfter(database, "UPDATE queue_mails SET status = 2, taken_by = NULL"))
                    .extracting(StoreFault::found)
                    .containsExactly("status 2, taken by nobody: nobody takes it");
        });
    }

    private static final String OUTGOING = "INSERT INTO outgoing_messages (name, accepted, expires, body_id)"
            + " SELECT 'm', 0, 1, MIN(id) FROM bodies";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAnOutgoingMessageWithoutRecipients(Engine engine) {
        onFilled(
                engine,
                database -> assertThat(faultsAfter(database, OUTGOING))
                        .containsExactly(new StoreFault(
                                Kind.STUCK,
                                "outgoing message 1 (m)",
                                "it has no recipients and is never sent or removed")));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAnOutgoingRecipientInAStateThatThereIsNot(Engine engine) {
        onFilled(engine, database -> {
            database.write(sql -> sql.update(OUTGOING));
            assertThat(
                            faultsAfter(
                                    database,
                                    "INSERT INTO outgoing_recipients (message_id, address, route, destination, status, attempts,"
                                            + " next_attempt, warned, bounced)"
                                            + " SELECT id, 'a@x.example', 'default', 'x.example', 6, 0, 0, 0, 0 FROM outgoing_messages"))
                    .containsExactly(new StoreFault(
                            Kind.STUCK,
                            "recipient 1 of outgoing message 1",
                            "status 6, which there is not: it is never sent; its column 'status' is to be 0 (waits)"));
            assertThat(faultsAfter(database, "UPDATE outgoing_recipients SET status = 2"))
                    .singleElement()
                    .asString()
                    .contains("status 2, taken by nobody: it is never sent");
            assertThat(faultsAfter(database, "UPDATE outgoing_recipients SET status = 5"))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsMessagesWithoutTheirMailbox(Engine engine) {
        onFilled(engine, database -> {
            List<StoreFault> faults = faultsAfter(database, "UPDATE messages SET mailbox_id = 999 WHERE uid = 2");
            assertThat(faults).extracting(StoreFault::kind).containsExactly(Kind.ORPHAN, Kind.COUNTER);
            assertThat(faults.get(0)).hasToString("messages of mailbox 999: 1 rows, and there is no such mailbox");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void namesABodyThatNothingRefersTo(Engine engine) {
        onFilled(engine, database -> {
            database.write(sql -> sql.update("INSERT INTO bodies (size, head) VALUES (1, ?)", (Object) new byte[1]));
            assertThat(faults(database)).extracting(StoreFault::kind).containsExactly(Kind.UNREFERENCED);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsAndRepairsAFullTextIndexThatHasLostSomething(Engine engine) {
        onFilled(engine, database -> {
            TextIndexing indexing = new TextIndexing(database, new BodyStore(database), Clock.systemUTC());
            TextIndexRepair repair = new TextIndexRepair(indexing);
            assertThat(repair.run(List.of(), left -> {})).isEqualTo(2);
            assertThat(faults(database)).isEmpty();

            String body = database.dialect() == SqlDialect.SQLITE ? "rowid" : "body_id";
            List<StoreFault> missing = faultsAfter(database, "DELETE FROM body_grams WHERE " + body + " = 1");
            assertThat(missing)
                    .containsExactly(
                            new StoreFault(Kind.TEXT_INDEX, "body_grams", "1 bodies are said to be in it and are not"));
            assertThat(repair.run(missing, left -> {})).isEqualTo(1);
            assertThat(faults(database)).isEmpty();

            List<StoreFault> unknown = faultsAfter(database, "DELETE FROM body_index WHERE body_id = 1");
            assertThat(unknown)
                    .containsExactly(new StoreFault(
                            Kind.TEXT_INDEX, "body_index", "1 bodies of messages have no row; each is to have one"));
            assertThat(repair.run(unknown, left -> {})).isEqualTo(1);
            assertThat(faults(database)).isEmpty();
        });
    }

    @Test
    void makesAFullTextIndexAnewThatCannotBeRead() {
        onFilled(Engine.SQLITE, database -> {
            TextIndexRepair repair =
                    new TextIndexRepair(new TextIndexing(database, new BodyStore(database), Clock.systemUTC()));
            repair.run(List.of(), left -> {});

            List<StoreFault> faults = faultsAfter(database, "UPDATE body_grams_data SET block = x'00' WHERE id > 10");

            assertThat(faults).extracting(StoreFault::kind).containsOnly(Kind.TEXT_INDEX);
            assertThat(new TextIndex(database, true)
                            .about("hello")
                            .orElseThrow()
                            .ask(1, 100, false, uid -> {}))
                    .isFalse();
            repair.run(faults, left -> {});
            assertThat(faults(database)).isEmpty();
        });
    }
}
