// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Load;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.fixture.TlsSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code var} on a disk of 160 MiB, in memory, that something else fills. Needs the right to mount. */
class FullDiskTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    Path directory;

    private Installation sekisho;
    private Path var;

    @BeforeEach
    void mount() throws Exception {
        sekisho = Installation.prepared(directory);
        var = Files.createDirectories(sekisho.home().resolve("var"));
        Command.Result mounted = Command.of("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", var.toString())
                .run();
        assertThat(mounted.exit()).as(mounted.all()).isZero();
        sekisho.start();
    }

    @AfterEach
    void unmount() throws Exception {
        sekisho.close();
        assertThat(Command.of("umount", var.toString()).run().exit()).isZero();
    }

    @Test
    void mailIsRefusedInPassingNothingIsLostAndServiceComesBackByItself() throws Exception {
        Set<String> accepted = new TreeSet<>();
        PostgresqlTest.send(sekisho, "before");
        accepted.add("before");
        Maildrop.settled(sekisho, accepted);

        // Less than the reserve is left: no new mail, while what is accepted is still delivered and read.
        fill("most", 110L << 20);
        assertThat(submit("first"))
                .as("the first one after, not those of the next second")
                .startsWith("452 4.3.1");
        assertThat(Maildrop.settled(sekisho, accepted)).containsOnlyKeys("before");
        assertThat(sekisho.sekisho("status").run().output())
                .contains("problem: the disk of ", "less than the reserve of 64 MiB: no new mail is accepted");
        assertThat(sekisho.sekisho("check").run().output()).contains("less than the reserve of 64 MiB");
        assertThat(sekisho.sekisho("store", "check").run().output())
                .contains("no-space", "less than the reserve of 64 MiB", "452 4.3.1");

        // Nothing at all is left.
        fillToTheLastOctet();
        assertThat(submit("none")).startsWith("452 4.3.1");
        String login = pop3();
        assertThat(login)
                .satisfiesAnyOf(
                        reply -> assertThat(reply).startsWith("+OK"),
                        reply -> assertThat(reply).startsWith("-ERR [SYS/TEMP]"));
        commandsAreOfUse();

        Files.delete(var.resolve("most"));
        Files.delete(var.resolve("rest"));
        String reply = await("250");
        assertThat(reply).startsWith("250");
        accepted.add("try-250");
        assertThat(Maildrop.settled(sekisho, accepted).keySet())
                .containsAll(accepted)
                .doesNotContain("none");
        assertThat(sekisho.console())
                .as("a full disk is told in lines, not in traces")
                .contains("refused with 452 4.3.1", "free space there")
                .containsSubsequence("less than the reserve of 64 MiB", "MiB left again: new mail is accepted")
                .doesNotContain("\tat ");
    }

    /** SQLite was unpacked when there was space, and is kept. */
    private void commandsAreOfUse() throws Exception {
        assertThat(sekisho.sekisho("status").succeed().all())
                .contains("problem: the disk of ")
                .doesNotContain("\tat ");
        sekisho.sekisho("spool", "list").succeed();
        sekisho.sekisho("backup", directory.resolve("elsewhere.db").toString()).succeed();

        Path here = var.resolve("here.db");
        Command.Result refused = sekisho.sekisho("backup", here.toString()).run();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.all())
                .contains(here + ": its disk has no space for the copy")
                .doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(var)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("here.db"));
        }
        Command.Result user = sekisho.sekisho("user", "add", "carol@example.org", "--random-password")
                .run();
        assertThat(user.exit()).isEqualTo(1);
        assertThat(user.all()).contains("full").doesNotContain("\tat ");
    }

    private String submit(String id) throws IOException {
        try (TlsSession session = TlsSession.open(sekisho.port(465))) {
            Load.login(session, ALICE);
            return Load.submit(session, ALICE, BOB, id);
        }
    }

    /** Sends until the reply is of this kind. */
    private String await(String code) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String reply = submit("try-" + code);
        while (!reply.startsWith(code)) {
            assertThat(System.nanoTime()).as(reply).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            reply = submit("try-" + code);
        }
        return reply;
    }

    private String pop3() throws IOException {
        try (TlsSession session = TlsSession.open(sekisho.port(995))) {
            session.ask("USER " + BOB);
            return session.ask("PASS " + Installation.PASSWORD);
        }
    }

    private void fill(String name, long octets) throws IOException {
        try (OutputStream out = Files.newOutputStream(var.resolve(name))) {
            byte[] block = new byte[1 << 20];
            for (long written = 0; written < octets; written += block.length) {
                out.write(block);
            }
        }
    }

    private void fillToTheLastOctet() throws IOException {
        try (OutputStream out = Files.newOutputStream(var.resolve("rest"))) {
            byte[] block = new byte[512];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
