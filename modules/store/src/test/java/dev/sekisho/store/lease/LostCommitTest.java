// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.spool.SpoolStatus;
import dev.sekisho.store.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that were taken in a node's name by a commit whose answer was lost. */
class LostCommitTest {
    private Engine.Place place;
    private Database database;
    private NodeLease node;
    private long row;

    private void open(Engine engine) throws Exception {
        place = engine.place();
        database = DatabaseOpener.open(place.settings());
        node = new NodeLease(
                database,
                new NodeLease.LeasedRows("nodes", "queue_mails", SpoolStatus.TAKEN, "1", "mails"),
                NodeLease.LEASE);
        row = take(node.id());
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        place.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void areReadyAgainAtTheSecondLook(Engine engine) throws Exception {
        open(engine);
        node.renew();
        assertThat(status(row)).as("it may be on its way to who asked for it").isEqualTo(2);
        node.renew();
        assertThat(status(row)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void areNoneThatSomebodyHasInHand(Engine engine) throws Exception {
        open(engine);
        node.begun(row);
        renewTwice();
        assertThat(status(row)).isEqualTo(2);
        node.ended(row);
        renewTwice();
        assertThat(status(row)).isEqualTo(1);
    }

    /** Put back, taken again, and only then the first says that it has ended. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void areNoneWhenTheSecondTakingBeganBeforeTheFirstWasSaidToHaveEnded(Engine engine) throws Exception {
        open(engine);
        node.begun(row);
        node.begun(row);
        node.ended(row);
        renewTwice();
        assertThat(status(row)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void areNoneOfAnotherNode(Engine engine) throws Exception {
        open(engine);
        database.write(sql -> sql.update("INSERT INTO nodes (id, expires) VALUES ('other', 99999999999999)"));
        long others = take("other");
        renewTwice();
        assertThat(status(others)).isEqualTo(2);
    }

    private void renewTwice() {
        node.renew();
        node.renew();
    }

    private long take(String nodeId) {
        return database.write(sql -> sql.insert(
                "INSERT INTO queue_mails (queue, status, taken_by, rank, next_delivery, added, name, envelope)"
                        + " VALUES ('spool', 2, ?, 4, 0, 0, 'm', '{}') RETURNING id",
                nodeId));
    }

    private long status(long id) {
        return database.read(sql -> sql.number("SELECT status FROM queue_mails WHERE id = ?", id));
    }
}
