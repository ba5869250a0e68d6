// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Clients at several addresses of loopback guess passwords, and an operator bans addresses. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuessesTest {
    private static final String ALICE = "alice@example.org";
    private static final int LOGIN_DENIED = 67;
    /** An address is held off after as many bad logins. */
    private static final int BAD_LOGINS = 10;

    private static final String GUESSER = "127.0.1.21";
    private static final String OFFICE = "127.0.2.9";
    private static final String BANNED = "127.0.3.23";
    private static final String ANOTHER = "127.0.4.24";

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf/imapserver.xml");
        String text = Files.readString(conf);
        String policy = "<policy>imaps</policy>";
        assertThat(text).contains(policy);
        Files.writeString(
                conf,
                text.replace(
                        policy,
                        "<policy name=\"imaps\"><hold-off-exception>127.0.2.0/24</hold-off-exception></policy>"));
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    /** How curl ends that logs in to 993 from an address. */
    private static int login(String from, String user, String password) throws Exception {
        return Command.of(
                        "curl",
                        "--silent",
                        "--insecure",
                        "--max-time",
                        "300",
                        "--interface",
                        from,
                        "--user",
                        user + ":" + password,
                        "--request",
                        "NOOP",
                        "imaps://127.0.0.1:" + sekisho.port(993) + "/")
                .run()
                .exit();
    }

    private static void guess(String from, String name) throws Exception {
        assertThat(login(from, name, "guessed")).isEqualTo(LOGIN_DENIED);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); !condition.holds(); ) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static String bans() throws Exception {
        return sekisho.sekisho("ban", "list").succeed().output();
    }

    @Test
    @Order(1)
    void whoGuessesIsHeldOffAndNobodyElseIs() throws Exception {
        for (int i = 0; i < BAD_LOGINS; i++) {
            guess(GUESSER, "nobody" + i + "@example.org");
        }
        assertThat(login(GUESSER, ALICE, Installation.PASSWORD)).isNotZero();
        assertThat(login(ANOTHER, ALICE, Installation.PASSWORD)).isZero();
    }

    @Test
    @Order(2)
    void aKillDoesNotForgiveHim() throws Exception {
        await("the hold-off is in the store", () -> bans().contains(GUESSER));
        sekisho.kill();
        sekisho.run();
        assertThat(login(GUESSER, ALICE, Installation.PASSWORD)).isNotZero();
        assertThat(login(ANOTHER, ALICE, Installation.PASSWORD)).isZero();
    }

    @Test
    @Order(3)
    void theOperatorDoes() throws Exception {
        sekisho.sekisho("ban", "remove", GUESSER).succeed();
        assertThat(bans()).doesNotContain(GUESSER);
        await("he logs in", () -> login(GUESSER, ALICE, Installation.PASSWORD) == 0);
    }

    @Test
    @Order(4)
    void anOfficeThatIsExceptedIsNotHeldOff() throws Exception {
        for (int i = 0; i <= BAD_LOGINS; i++) {
            guess(OFFICE, "somebody" + i + "@example.org");
        }
        assertThat(login(OFFICE, ALICE, Installation.PASSWORD)).isZero();
        assertThat(bans()).doesNotContain(OFFICE);
    }

    @Test
    @Order(5)
    void aBanOfLoginsLetsMailArrive() throws Exception {
        sekisho.sekisho("ban", "add", BANNED, "--reason", "guesses").succeed();
        await("he does not log in", () -> login(BANNED, ALICE, Installation.PASSWORD) != 0);
        assertThat(greeting(BANNED)).startsWith("220");
    }

    @Test
    @Order(6)
    void aBanOfAllPortsClosesThem() throws Exception {
        sekisho.sekisho("ban", "remove", BANNED).succeed();
        sekisho.sekisho("ban", "add", BANNED, "--all-ports").succeed();
        await("25 is closed to him", () -> !greeting(BANNED).startsWith("220"));
        assertThat(greeting(ANOTHER)).startsWith("220");
    }

    /** What 25 says first; empty if it closes the connection. */
    private static String greeting(String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), sekisho.port(25)));
            return new String(socket.getInputStream().readNBytes(3));
        } catch (java.net.SocketException reset) {
            return "";
        }
    }
}
