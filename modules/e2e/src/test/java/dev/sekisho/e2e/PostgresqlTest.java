// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Load;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.fixture.TlsSession;
import dev.sekisho.e2e.peer.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on a real PostgreSQL server, named in one file. */
class PostgresqlTest {
    /** The exit code of what may be otherwise at the next start. */
    private static final int PASSING = 75;

    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    Path directory;

    private PostgresqlServer postgresql;

    @BeforeEach
    void startServer() throws Exception {
        postgresql = PostgresqlServer.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        postgresql.close();
    }

    @Test
    void twoNodesShareUsersMailAndTheLockOfAMaildrop() throws Exception {
        try (Installation one = Installation.prepared(directory.resolve("one"));
                Installation other = Installation.prepared(directory.resolve("other"))) {
            postgresql.use(one);
            postgresql.use(other);
            one.start();
            other.run();
            send(one, "first");
            send(other, "second");

            assertThat(Maildrop.settled(other, Set.of("first", "second")).values())
                    .containsOnly(1);
            assertThat(Maildrop.settled(one, Set.of("first", "second")).values())
                    .containsOnly(1);
            try (Maildrop held = Maildrop.open(one, BOB)) {
                assertThat(held.count()).isEqualTo(2);
                assertThatThrownBy(() -> Maildrop.open(other, BOB))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("-ERR [IN-USE]");
            }
            assertThat(postgresql.ask("SELECT count(*) FROM queue_mails")).isEqualTo("0");
        }
    }

    @Test
    void whatADeadOrAHangingNodeHadTakenIsDeliveredByTheOtherAndNotTwice() throws Exception {
        try (Installation one = Installation.prepared(directory.resolve("one"));
                Installation other = Installation.prepared(directory.resolve("other"))) {
            postgresql.use(one);
            postgresql.use(other);
            one.start();
            try (PostgresqlServer.Hold hold = postgresql.holdMailboxes()) {
                send(one, "of the dead");
                hold.awaitDelivery();
                one.kill();
            }
            aMinuteGoesBy();
            other.run();
            assertThat(Maildrop.settled(other, Set.of("of the dead")).values()).containsOnly(1);

            try (PostgresqlServer.Hold hold = postgresql.holdMailboxes()) {
                send(other, "of the hanging");
                hold.awaitDelivery();
                signal(other, "STOP");
            }
            try {
                aMinuteGoesBy();
                one.run();
                assertThat(Maildrop.settled(one, Set.of("of the dead", "of the hanging"))
                                .values())
                        .containsOnly(1);
            } finally {
                signal(other, "CONT");
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (!other.console().contains("no longer belongs to this node")) {
                assertThat(System.nanoTime()).as(other.console()).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(Maildrop.settled(one, Set.of("of the dead", "of the hanging"))
                            .values())
                    .containsOnly(1);
        }
    }

    /** For the leases of the nodes that do not renew them. */
    private void aMinuteGoesBy() throws Exception {
        postgresql.ask("UPDATE nodes SET expires = expires - 60000");
    }

    private static void signal(Installation sekisho, String name) throws Exception {
        Command.Result sent = Command.of(
                        "kill", "-" + name, Long.toString(sekisho.server().pid()))
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();
    }

    @Test
    void theStartIsRefusedWithWhatToDo() throws Exception {
        try (Installation sekisho = Installation.prepared(directory)) {
            postgresql.use(sekisho, "another horse");
            assertThat(refusal(sekisho, 78))
                    .contains("password authentication failed")
                    .contains("check that");

            postgresql.use(sekisho);
            sekisho.start().stop();
            postgresql.ask("INSERT INTO schema_history VALUES (999, 'of tomorrow', repeat('0', 64), 0)");
            assertThat(refusal(sekisho, 78))
                    .contains("the schema is at step 999")
                    .contains("run the version that made it");

            postgresql.stop();
            assertThat(refusal(sekisho, PASSING))
                    .contains("check that the server runs")
                    .doesNotContain(PostgresqlServer.PASSWORD);
        }
    }

    private static String refusal(Installation sekisho, int exit) throws Exception {
        Command.Result run = sekisho.sekisho("run", "--port-offset", Integer.toString(sekisho.offset()))
                .run();
        assertThat(run.exit()).as(run.all()).isEqualTo(exit);
        assertThat(run.all()).contains("not started: 1 problem").doesNotContain("\tat ");
        return run.all();
    }

    static void send(Installation through, String id) throws IOException {
        try (TlsSession session = TlsSession.open(through.port(465))) {
            Load.login(session, ALICE);
            assertThat(Load.submit(session, ALICE, BOB, id)).startsWith("250");
        }
    }

    @Test
    void mailIsTakenAgainWhenTheServerWasAwayForAWhile() throws Exception {
        try (Installation sekisho = Installation.prepared(directory)) {
            postgresql.use(sekisho);
            sekisho.start();
            postgresql.stop();
            try (TlsSession session = TlsSession.open(sekisho.port(465))) {
                assertThat(session.askSmtp("EHLO client.example.net")).startsWith("250");
            }
            postgresql.run();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (true) {
                try {
                    send(sekisho, "after");
                    break;
                } catch (IOException | AssertionError notYet) {
                    assertThat(System.nanoTime()).as(notYet.toString()).isLessThan(end);
                }
            }
            assertThat(Maildrop.settled(sekisho, Set.of("after")).values()).containsOnly(1);
        }
    }
}
