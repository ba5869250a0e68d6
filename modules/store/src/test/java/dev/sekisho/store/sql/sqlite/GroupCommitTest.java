// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.sql.CommitTopics;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreConflictException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** On a database that tells when a commit begins, and whose commits fail if they leave a child without its parent. */
class GroupCommitTest {
    private static final long PARENT = 1;
    private static final long NOBODY = 777;

    @TempDir
    Path folder;

    private SqliteWriter writer;
    private GroupCommit commits;
    private final List<CompletableFuture<?>> watched = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> doneWhenACommitBegan = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws Exception {
        SQLiteConnection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"))
                .unwrap(SQLiteConnection.class);
        writer = new SqliteWriter(connection);
        writer.sql().execute("PRAGMA foreign_keys = ON");
        writer.sql().execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)");
        writer.sql()
                .execute("CREATE TABLE children (parent INTEGER NOT NULL REFERENCES parents (id)"
                        + " DEFERRABLE INITIALLY DEFERRED)");
        writer.sql().execute("INSERT INTO parents (id) VALUES (" + PARENT + ")");
        connection.addCommitListener(new Watching());
        commits = new GroupCommit(writer, new CommitTopics(), "writer of the test");
    }

    @AfterEach
    void close() throws Exception {
        commits.close();
        writer.close();
    }

    @Test
    void noUnitOfAGroupIsDoneBeforeItsCommit() throws Exception {
        assertThat(group(PARENT, PARENT, PARENT))
                .allSatisfy(unit -> assertThat(unit.join()).isEqualTo(1));
        assertThat(doneWhenACommitBegan)
                .as("of the unit that was alone, and of those that gathered behind it")
                .containsExactly(0L, 1L);
    }

    @Test
    void aCommitThatFailsFailsAllUnitsOfItsGroup() throws Exception {
        assertThat(group(PARENT, NOBODY, PARENT)).hasSize(3).allSatisfy(GroupCommitTest::assertConflict);
        assertThat(children()).isZero();
    }

    @Test
    void aCommitThatFailsFailsTheUnitThatWasAlone() {
        assertConflict(commits.submit(sql -> add(sql, NOBODY)));
        assertThat(children()).isZero();
    }

    private final class Watching implements SQLiteCommitListener {
        @Override
        public void onCommit() {
            doneWhenACommitBegan.add(
                    watched.stream().filter(CompletableFuture::isDone).count());
        }

        @Override
        public void onRollback() {
            // Of no interest.
        }
    }

    private static void assertConflict(CompletableFuture<Integer> unit) {
        assertThatThrownBy(unit::join).hasCauseInstanceOf(StoreConflictException.class);
    }

    private static int add(Sql sql, long parent) {
        return sql.update("INSERT INTO children (parent) VALUES (?)", parent);
    }

    private long children() {
        return commits.submit(sql -> sql.number("SELECT COUNT(*) FROM children"))
                .join();
    }

    /** A unit for each child; they gather behind one that goes on when all are there. */
    private List<CompletableFuture<Integer>> group(long... parents) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gathered = new CountDownLatch(1);
        watched.add(commits.submit(sql -> {
            begun.countDown();
            return await(gathered);
        }));
        assertThat(await(begun)).isTrue();
        List<CompletableFuture<Integer>> units = LongStream.of(parents)
                .mapToObj(parent -> commits.submit(sql -> add(sql, parent)))
                .toList();
        watched.addAll(units);
        gathered.countDown();
        return units;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
