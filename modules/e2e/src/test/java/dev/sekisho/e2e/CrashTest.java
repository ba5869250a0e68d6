// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Load;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.peer.PostgresqlServer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed with SIGKILL at random moments under load from 16 connections: what got a 250 is delivered, whole. 5 kills, 50 with {@code
 * -Dsekisho.long=true}.
 */
class CrashTest {
    private static final int KILLS = Boolean.getBoolean("sekisho.long") ? 50 : 5;
    private static final int WARM = 20;

    @TempDir
    Path directory;

    private final Random random = new Random();

    @Test
    void nothingThatGotA250IsLostWhenTheServerIsKilled() throws Exception {
        try (Installation sekisho = Installation.prepared(directory).start()) {
            Set<String> accepted = new HashSet<>();
            for (int round = 0; round < KILLS; round++) {
                try (Load load = Load.start(sekisho, "r" + round, WARM)) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                    sekisho.kill();
                    load.stop();
                    accepted.addAll(load.accepted());
                }
                sekisho.run();
            }
            report("Sekisho", accepted, Maildrop.settled(sekisho, accepted));
        }
    }

    @Test
    void nothingThatGotA250IsLostWhenPostgresqlIsKilled() throws Exception {
        try (PostgresqlServer postgresql = PostgresqlServer.start();
                Installation sekisho = Installation.prepared(directory)) {
            postgresql.use(sekisho);
            sekisho.start();
            Set<String> accepted = new HashSet<>();
            for (int round = 0; round < KILLS; round++) {
                try (Load load = Load.start(sekisho, "r" + round, WARM)) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                    postgresql.kill();
                    postgresql.run();
                    load.stop();
                    accepted.addAll(load.accepted());
                }
            }
            report("PostgreSQL", accepted, Maildrop.settled(sekisho, accepted));
        }
    }

    private static void report(String killed, Set<String> accepted, Map<String, Integer> delivered) {
        long twice = delivered.values().stream().filter(times -> times > 1).count();
        System.out.printf(
                "%s killed %d times: %d messages got a 250, none missing, none corrupt; %d delivered, %d of them twice%n",
                killed, KILLS, accepted.size(), delivered.size(), twice);
        assertThat(twice).isZero();
    }
}
