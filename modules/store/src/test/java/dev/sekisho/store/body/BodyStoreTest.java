// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyStoreTest {

    private static final int CHUNK = BodyStore.CHUNK_BYTES;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatGoesInComesOutByteForByte(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            for (int size :
                    List.of(0, 1, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17, 40 * CHUNK + 5)) {
                byte[] bytes = noise(size);
                long id = keep(database, "m" + size, bytes);
                assertThat(new BodyStore(database).open(id).readAllBytes()).isEqualTo(bytes);
                assertThat(new BodyStore(database).size(id)).contains((long) size);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aReaderThatIsInterruptedReadsNoFurther(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            long id = keep(database, "m", noise(CHUNK));
            try (BodyInputStream stream = new BodyStore(database).open(id)) {
                assertThat(stream.read()).isNotNegative();
                Thread.currentThread().interrupt();
                assertThatThrownBy(stream::read).isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(stream.readAllBytes()).hasSize(CHUNK - 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPartOfABodyCanBeReadWithoutTheRest(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            byte[] bytes = noise(3 * CHUNK + 17);
            long id = keep(database, "m", bytes);
            database.write(sql -> sql.update("DELETE FROM body_chunks WHERE body_id = ? AND number = 2", id));
            try (BodyInputStream stream = new BodyStore(database).open(id)) {
                assertThat(stream.available()).isEqualTo(bytes.length);
                InputStream tail = stream.newStream(3L * CHUNK + 2, -1);
                assertThat(tail.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 3 * CHUNK + 2, bytes.length));
                InputStream middle = stream.newStream(CHUNK - 3, CHUNK + 4);
                assertThat(middle.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, CHUNK - 3, CHUNK + 4));
                assertThat(stream.getPosition()).isZero();
                stream.mark(10);
                assertThat(stream.skip(CHUNK)).isEqualTo(CHUNK);
                assertThat(stream.read()).isEqualTo(bytes[CHUNK] & 0xff);
                stream.reset();
                assertThat(stream.read()).isEqualTo(bytes[0] & 0xff);
                assertThatThrownBy(stream::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("chunk 2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasCommittedJustNowIsReadWithoutAskingTheDatabase(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            BodyStore bodies = new BodyStore(database);
            byte[] bytes = noise(4096);
            UnattachedBody body;
            try (BodyUpload upload = bodies.upload()) {
                upload.write(bytes);
                body = upload.finish();
            }
            long id = database.write(sql -> refer(sql, "m", body));
            bodies.remember(id, body);
            removeReference(database, "m", id);
            collect(database);
            assertThat(bodies.open(id).readAllBytes()).isEqualTo(bytes);
            assertThat(new BodyStore(database).size(id)).as("it is gone").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBodyGoesWithTheLastRowThatRefersToIt(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            for (int size : List.of(100, 5 * CHUNK)) {
                long id = keep(database, "one", noise(size));
                database.write(sql -> refer(sql, "two", new UnattachedBody.Known(id, size)));
                removeReference(database, "one", id);
                collect(database);
                assertThat(new BodyStore(database).size(id)).isPresent();
                removeReference(database, "two", id);
                collect(database);
                assertThat(new BodyStore(database).size(id)).isEmpty();
                assertThatThrownBy(() -> new BodyStore(database).open(id).read())
                        .hasMessageContaining("no longer exists");
            }
            assertThat(count(database, "bodies") + count(database, "body_chunks") + count(database, "body_releases"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBodyInUseCannotBeDeletedEvenByMistake(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            long id = keep(database, "one", noise(100));
            assertThatThrownBy(() -> database.write(sql -> sql.update("DELETE FROM bodies WHERE id = ?", id)))
                    .isInstanceOf(StoreConflictException.class);
            database.write(sql -> {
                new BodyStore(database).release(sql, id);
                BodyStore.schedule(sql, id, Instant.EPOCH);
                return true;
            });
            collect(database);
            assertThat(new BodyStore(database).size(id)).isPresent();
            assertThat(count(database, "body_releases")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anUploadThatIsGivenUpLeavesNothingBehind(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            try (BodyUpload upload = new BodyStore(database).upload()) {
                upload.write(noise(3 * CHUNK));
            }
            while (count(database, "bodies") > 0) {
                collect(database);
            }
            assertThat(count(database, "body_chunks")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anUploadThatIsUnderWayIsNotCollected(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings());
                BodyUpload upload = new BodyStore(database).upload()) {
            byte[] bytes = noise(3 * CHUNK);
            upload.write(bytes, 0, 2 * CHUNK + 1);
            collect(database);
            upload.write(bytes, 2 * CHUNK + 1, CHUNK - 1);
            UnattachedBody body = upload.finish();
            collect(database);
            long id = database.write(sql -> refer(sql, "m", body));
            assertThat(new BodyStore(database).open(id).readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBodyThatWasRemovedMeanwhileIsNotAttached(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            UnattachedBody body;
            try (BodyUpload upload = new BodyStore(database).upload()) {
                upload.write(noise(2 * CHUNK));
                body = upload.finish();
            }
            database.write(sql -> sql.update("DELETE FROM bodies"));
            assertThatThrownBy(() -> database.write(sql -> refer(sql, "m", body)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was removed");
            assertThat(count(database, "repository_mails")).isZero();
        }
    }

    /** Rows come and go on a few bodies from several threads while the collector runs: none may lose its body. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void linkingAndCollectingAtTheSameTimeLeavesNoRowWithoutABody(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            ExecutorService threads = Executors.newFixedThreadPool(5);
            AtomicBoolean stop = new AtomicBoolean();
            Future<?> collector = threads.submit(() -> {
                while (!stop.get()) {
                    new BodyStore(database).collect(5);
                }
            });
            List<Callable<Integer>> workers = IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(worker -> () -> comeAndGo(database, worker))
                    .toList();
            int passed = 0;
            for (Future<Integer> done : threads.invokeAll(workers)) {
                passed += done.get();
            }
            stop.set(true);
            collector.get();
            threads.shutdown();
            assertThat(passed).isPositive();
            collect(database);
            assertThat(count(database, "bodies")).isZero();
        }
    }

    /** Keeps a body, refers to it once more, lets go of the first, reads it, lets go of the second. */
    private static int comeAndGo(Database database, int worker) throws IOException {
        Random random = new Random(worker);
        int passed = 0;
        for (int i = 0; i < 25; i++) {
            byte[] bytes = noise(random.nextInt(3 * CHUNK));
            String one = "one-" + worker + "-" + i;
            String two = "two-" + worker + "-" + i;
            long id = keep(database, one, bytes);
            removeReference(database, one, id);
            try {
                database.write(sql -> refer(sql, two, new UnattachedBody.Known(id, bytes.length)));
            } catch (StoreException e) {
                // The collector was first, and nothing refers to the body.
                continue;
            }
            assertThat(new BodyStore(database).open(id).readAllBytes()).isEqualTo(bytes);
            removeReference(database, two, id);
            passed++;
        }
        return Math.max(passed, 1);
    }

    @Test
    void noBodyIsTakenInBelowTheReserve(@TempDir Path folder) {
        DatabaseSettings settings =
                new DatabaseSettings.Sqlite(folder.resolve("store.db"), 1, Duration.ofSeconds(1), Long.MAX_VALUE);
        try (Database database = DatabaseOpener.open(settings)) {
            assertThatThrownBy(() -> new BodyStore(database).upload()).isInstanceOf(StoreFullException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLargeBodyThatIsUnderWayWhenTheReserveIsReachedIsNotKept(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Database database = DatabaseOpener.open(place.settings())) {
            AtomicBoolean space = new AtomicBoolean(true);
            Database filling = new WrappedDatabase(database) {
                @Override
                public boolean hasSpace() {
                    return space.get();
                }
            };
            try (BodyUpload upload = new BodyStore(filling).upload()) {
                upload.write(noise(3 * CHUNK));
                space.set(false);
                assertThatThrownBy(() -> upload.write(noise(2 * CHUNK)))
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(StoreFullException.class);
            }
        }
    }

    private static long keep(Database database, String name, byte[] bytes) throws IOException {
        try (BodyUpload upload = new BodyStore(database).upload()) {
            new ByteArrayInputStream(bytes).transferTo(upload);
            UnattachedBody body = upload.finish();
            return database.write(sql -> refer(sql, name, body));
        }
    }

    private static long refer(Sql sql, String name, UnattachedBody body) {
        long id = body.attach(sql);
        sql.update(
                "INSERT INTO repository_mails (repository, name, added, envelope, body_id) VALUES ('r', ?, 0, '{}', ?)",
                name,
                id);
        return id;
    }

    private static void removeReference(Database database, String name, long id) {
        database.write(sql -> {
            sql.update("DELETE FROM repository_mails WHERE name = ?", name);
            new BodyStore(database).release(sql, id);
            return true;
        });
    }

    private static void collect(Database database) {
        while (new BodyStore(database).collect(10) == 10) {
            // There is more.
        }
    }

    private static long count(Database database, String table) {
        return database.read(sql -> sql.number("SELECT COUNT(*) FROM " + table));
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
