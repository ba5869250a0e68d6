// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.SharedServer;
import dev.sekisho.e2e.peer.Swaks;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Aliases deliver, and an alias to nobody makes a notice to the sender. */
@ExtendWith(SharedServer.class)
class RewritingTest {
    private static Installation sekisho;

    @BeforeAll
    static void use(Installation shared) throws Exception {
        sekisho = shared;
        succeed("alias", "add", "info@example.org", "bob@example.org");
    }

    @Test
    void anAliasDeliversAndMaySendAsItself() throws Exception {
        Command.Result to = Swaks.to(sekisho, 25)
                .with(
                        "--from",
                        "friend@elsewhere.example",
                        "--to",
                        "info@example.org",
                        "--header",
                        "Subject: to the alias")
                .run();
        assertThat(to.exit()).as(to.all()).isZero();
        assertThat(await("bob@example.org", "Subject: to the alias")).contains("for <info@example.org>");
        Command.Result from = Swaks.to(sekisho, 465)
                .as("bob@example.org")
                .with("--tlsc", "--from", "info@example.org", "--to", "alice@example.org")
                .run();
        assertThat(from.exit()).as(from.all()).isZero();
    }

    @Test
    void aUserWhoIsGoneMakesANotice() throws Exception {
        succeed("user", "add", "carol@example.org", "--password-stdin");
        succeed("alias", "add", "sales@example.org", "carol@example.org");
        succeed("user", "remove", "carol@example.org");
        Command.Result sent = Swaks.to(sekisho, 465)
                .as("alice@example.org")
                .with(
                        "--tlsc",
                        "--from",
                        "alice@example.org",
                        "--to",
                        "sales@example.org",
                        "--header",
                        "Subject: to nobody")
                .run();
        if (sent.exit() == 0) {
            assertThat(await("alice@example.org", "carol@example.org")).contains("Subject: to nobody");
        } else {
            assertThat(sent.output()).contains("550 5.1.1");
        }
    }

    private static void succeed(String... words) throws Exception {
        Command.Result result =
                sekisho.sekisho(words).input(Installation.PASSWORD + "\n").run();
        assertThat(result.exit()).as(result.all()).isZero();
    }

    private static String await(String user, String marker) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            int count = (int) fetch(user, "").lines().count();
            for (int number = count; number >= 1; number--) {
                String message = fetch(user, Integer.toString(number));
                if (message.contains(marker)) {
                    return message;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no message with '" + marker + "' came within a minute");
    }

    private static String fetch(String user, String number) throws Exception {
        return Command.of(
                        "curl",
                        "--silent",
                        "--insecure",
                        "--user",
                        user + ":" + Installation.PASSWORD,
                        "pop3s://127.0.0.1:" + sekisho.port(995) + "/" + number)
                .run()
                .output();
    }
}
