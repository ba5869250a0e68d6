// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeDiskSpaceTest {
    private static final long RESERVE = 1_000;

    @TempDir
    Path folder;

    private final AtomicLong left = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();

    private FreeDiskSpace space(long reserve) {
        return new FreeDiskSpace(Path.of("store.db"), reserve, () -> {
            asked.incrementAndGet();
            return left.get();
        });
    }

    @Test
    void theReserveIsLeftAloneAndNoMore() {
        left.set(RESERVE);
        assertThat(space(RESERVE).isEnough()).isTrue();
        left.set(RESERVE - 1);
        assertThat(space(RESERVE).isEnough()).isFalse();
        assertThat(space(0).isEnough()).isTrue();
    }

    @Test
    void itIsAskedForEachMessageSoThatADiskThatFillsAtOnceTakesNoneMore() {
        FreeDiskSpace space = space(RESERVE);
        left.set(RESERVE);
        assertThat(space.isEnough()).isTrue();
        left.set(RESERVE - 1);
        assertThat(space.isEnough()).isFalse();
        left.set(RESERVE);
        assertThat(space.isEnough()).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFileInThePlaceOfTheOneThatIsOpenTakesNothing() throws Exception {
        Path file = Files.createFile(folder.resolve("store.db"));
        FreeDiskSpace space = FreeDiskSpace.of(file, 1);
        Files.move(file, folder.resolve("away.db"));
        assertThatThrownBy(space::isEnough)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not the file that is open here, which was moved or removed");
        assertThatThrownBy(space::isEnough).as("asked again at once").isInstanceOf(StoreException.class);
        Files.createFile(file);
        FreeDiskSpace ofTheOther = FreeDiskSpace.of(folder.resolve("away.db"), 1);
        assertThat(ofTheOther.isEnough()).isTrue();
        FreeDiskSpace stillOfTheFirst = FreeDiskSpace.of(file, 1);
        Files.move(folder.resolve("away.db"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(stillOfTheFirst::isEnough)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not the file that is open here");
    }

    @Test
    void aShortageIsToldInNumbers() throws Exception {
        Path file = Files.createFile(folder.resolve("store.db"));
        assertThat(FreeDiskSpace.lowSpace(new DatabaseSettings.Sqlite(file, 1, Duration.ZERO, Long.MAX_VALUE)))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("the disk of " + file + " has ")
                        .contains(" MiB left, less than the reserve of 8796093022207 MiB", "no new mail is accepted"));
        assertThat(FreeDiskSpace.lowSpace(new DatabaseSettings.Sqlite(file, 1, Duration.ZERO, 0)))
                .isEmpty();
    }
}
