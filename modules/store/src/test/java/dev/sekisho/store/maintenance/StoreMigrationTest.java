// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreRefusedException;
import dev.sekisho.store.textindex.TextIndexing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.Domain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreMigrationTest {

    private Engine.Place from;
    private Engine.Place to;

    @BeforeEach
    void fill() {
        from = Engine.SQLITE.place();
        to = Engine.POSTGRESQL.place();
        FilledStore.fill(from.settings());
    }

    @AfterEach
    void clear() {
        from.close();
        to.close();
    }

    private StoreMigration.Moved move() {
        return StoreMigration.move(
                (DatabaseSettings.Sqlite) from.settings(),
                (DatabaseSettings.Postgresql) to.settings(),
                (doing, table, done, all) -> {});
    }

    private long count(String table) {
        try (Database database = DatabaseOpener.open(to.settings())) {
            return database.read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
        }
    }

    @Test
    void bringsEverythingOverAndItIsOfUseThere() throws Exception {
        StoreMigration.Moved moved = move();
        assertThat(moved.rows())
                .containsEntry("users", 2L)
                .containsEntry("messages", 3L)
                .containsEntry("bodies", 3L)
                .containsEntry("body_chunks", 3L)
                .containsEntry("queue_mails", 1L);
        try (Store store = Store.open(to.settings(), new PasswordHasher(10))) {
            assertThat(store.users().verify(FilledStore.ANNA, FilledStore.PASSWORD))
                    .isTrue();
            assertThat(store.domains().defaultDomain()).contains(Domain.of("example.org"));
            assertThat(store.aliases().list()).hasSize(1);
            assertThat(new StoreCheck(store.database(), doing -> {}).run()).isEmpty();
            long large = store.database()
                    .read(sql -> sql.number("SELECT id FROM bodies WHERE size > " + BodyStore.CHUNK_BYTES));
            assertThat(store.bodies().open(large).readAllBytes()).hasSize(3 * BodyStore.CHUNK_BYTES + 17);
        }
    }

    @Test
    void goesOnGivingOutIdsWhereTheOldStoreEnded() {
        move();
        try (Database database = DatabaseOpener.open(to.settings())) {
            long last = database.read(sql -> sql.number("SELECT MAX(id) FROM bodies"));
            FilledStore.deliver(database, new byte[] {'\n'}, FilledStore.ANNA);
            assertThat(database.<Long>read(sql -> sql.number("SELECT MAX(id) FROM bodies")))
                    .isEqualTo(last + 1);
            assertThat(new StoreCheck(database, doing -> {}).run()).isEmpty();
        }
    }

    @Test
    void theFullTextIndexIsLeftOutAndMadeAnew() {
        try (Database database = DatabaseOpener.open(from.settings())) {
            assertThat(indexing(database).all(left -> {})).isEqualTo(2);
        }

        assertThat(move().rows()).doesNotContainKeys("body_index", "body_grams", "body_grams_data");

        try (Database database = DatabaseOpener.open(to.settings())) {
            assertThat(indexing(database).waiting()).isEqualTo(2);
            assertThat(indexing(database).all(left -> {})).isEqualTo(2);
            assertThat(new StoreCheck(database, doing -> {}).run()).isEmpty();
        }
    }

    private static TextIndexing indexing(Database database) {
        return new TextIndexing(database, new BodyStore(database), Clock.systemUTC());
    }

    @Test
    void tellsHowFarItHasCome() {
        List<String> output = new ArrayList<>();
        StoreMigration.move(
                (DatabaseSettings.Sqlite) from.settings(),
                (DatabaseSettings.Postgresql) to.settings(),
                (doing, table, done, all) -> output.add(doing + " " + table + " " + done + "/" + all));
        assertThat(output).contains("copying users 2/2", "copying messages 3/3");
    }

    @Test
    void refusesATargetThatIsNotEmpty() {
        move();
        assertThatThrownBy(this::move)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("the target is not empty: its table");
    }

    @Test
    void leavesTheTargetEmptyIfSomethingCannotBeMoved() {
        try (Database database = DatabaseOpener.open(from.settings())) {
            database.write(sql -> sql.update("UPDATE rewrites SET mapping = ?", "no text of PostgreSQL: \0"));
        }
        assertThatThrownBy(this::move).isInstanceOf(StoreException.class);
        assertThat(count("domains") + count("users") + count("bodies")).isZero();
    }

    @Test
    void leavesTheSourceAsItWas() {
        move();
        try (Database database = DatabaseOpener.open(from.settings())) {
            assertThat(new StoreCheck(database, doing -> {}).run()).isEmpty();
        }
    }
}
