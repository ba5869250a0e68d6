// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.imap.Stress;
import dev.sekisho.e2e.peer.PostgresqlServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten IMAP sessions do random things with the same mailboxes, and the server is killed with SIGKILL meanwhile: nobody is told what is not true, what
 * APPEND was answered is what is stored. Some seconds each; half an hour each with {@code -Dsekisho.long=true}.
 */
class ImapStressTest {
    private static final boolean LONG = Boolean.getBoolean("sekisho.long");
    private static final Duration TIME =
            LONG ? Duration.ofSeconds(Long.getLong("sekisho.stress.seconds", 1_800)) : Duration.ofSeconds(12);
    private static final int KILLS = LONG ? 20 : 1;

    @TempDir
    Path directory;

    @Test
    void sessionsOfOneServerAreToldTheTruth() throws Exception {
        try (Installation sekisho = Installation.prepared(directory).start()) {
            play("SQLite", List.of(sekisho));
        }
    }

    @Test
    void sessionsOfTwoNodesAreToldTheTruth() throws Exception {
        try (PostgresqlServer postgresql = PostgresqlServer.start();
                Installation one = Installation.prepared(directory.resolve("one"));
                Installation other = Installation.prepared(directory.resolve("other"))) {
            postgresql.use(one);
            postgresql.use(other);
            one.start();
            other.run();
            play("PostgreSQL", List.of(one, other));
        }
    }

    private static void play(String store, List<Installation> nodes) throws Exception {
        long seed = System.nanoTime();
        System.out.printf("IMAP stress on %s, seed %d%n", store, seed);
        Stress.Result result = new Stress(nodes).run(TIME, KILLS, seed);
        System.out.printf(
                "IMAP stress on %s: %d commands, %d messages got OK and are stored, killed %d times%n",
                store, result.commands(), result.appends(), result.kills());
        assertThat(result.appends()).isPositive();
    }
}
