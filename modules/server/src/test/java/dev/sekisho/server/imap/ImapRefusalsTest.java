// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers who guess or talk on, and arguments that cannot be, on a port with all of James behind it. */
class ImapRefusalsTest {
    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new ImapStage(home);
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN alice@example.org wrong",
                "a LOGIN \"\" \"\"",
                "a LOGIN {0+}\r\n {0+}\r\n",
                "a LOGIN a@b@c x",
                "a AUTHENTICATE PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHdyb25n"
            })
    void countsEveryLoginThatIsNone(String login) throws Exception {
        int before = stage.badLogins();
        try (ScriptedClient client = stage.connect()) {
            client.ask(login, "a NO");
            client.ask("b NOOP", "b OK");
            assertThat(stage.badLogins()).isEqualTo(before + 1);
            client.ask(login, "a NO").say(login);
            assertThat(client.rest()).contains("* BYE");
        }
    }

    @Test
    void looksAtNoLoginFromAnAddressThatIsHeldOff() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            stage.holdOff(true);
            client.ask("a LOGIN alice@example.org secret", "a NO [LIMIT]");
            client.ask("b AUTHENTICATE PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==", "b NO [LIMIT]");
            client.ask("c NOOP", "c OK");
        } finally {
            stage.holdOff(false);
        }
    }

    @Test
    void countsARightPasswordWithAnAuthorizationNameThatIsNone() throws Exception {
        String response = Base64.getEncoder()
                .encodeToString("a@b@c d\0alice@example.org\0secret".getBytes(StandardCharsets.US_ASCII));
        int before = stage.badLogins();
        try (ScriptedClient client = stage.connect()) {
            client.ask("a AUTHENTICATE PLAIN", "+").ask(response, "a NO [AUTHENTICATIONFAILED]");
            client.ask("b AUTHENTICATE PLAIN " + response, "b NO [AUTHENTICATIONFAILED]");
        }
        assertThat(stage.badLogins()).isEqualTo(before + 2);
    }

    @Test
    void whoIsLoggedInGoesOnWhereTheAddressIsHeldOff() throws Exception {
        try (ScriptedClient client = stage.login();
                ScriptedClient waiting = stage.connect().ask("w AUTHENTICATE PLAIN", "+")) {
            stage.holdOff(true);
            client.ask("a SELECT INBOX", "* ").tagged("a");
            client.ask("b NOOP", "b OK");
            waiting.say("AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==");
            assertThat(waiting.rest()).startsWith("* BYE").doesNotContain("w OK");
        } finally {
            stage.holdOff(false);
        }
    }

    @Test
    void endsASessionThatSaysTooMuchBeforeALogin() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            for (int i = 0; i < 10; i++) {
                client.say("a NOOP " + "x".repeat(10_000));
            }
            assertThat(client.rest()).contains("* BYE Too much said before a login");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE \"%\"",
                "CREATE \"a..b\"",
                "CREATE \"../x\"",
                "CREATE \"a\u001b[31m\"",
                "CREATE \"a&ABs-[31m\"",
                "CREATE \"a&IC4-b\"",
                "RENAME INBOX \"a\u0007\"",
                "SUBSCRIBE \"a\u001b\"",
                "SUBSCRIBE \"a&AAo-b\"",
                "STATUS \"\" (MESSAGES)"
            })
    void refusesANameThatCannotBeAndBlamesNobodyElse(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a " + command);
            assertThat(client.tagged("a")).containsPattern("a (NO|BAD)").doesNotContain("SERVERBUG");
            client.ask("b NOOP", "b OK");
        }
    }

    @Test
    void refusesALiteralWithANul() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.raw("a APPEND INBOX {5+}\r\nab\0cd\r\n").expect("a BAD");
            client.ask("b NOOP", "b OK");
        }
    }

    @Test
    void saysThatThereAreTooManyLiterals() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.raw("a LOGIN" + " {1+}\r\nx".repeat(4) + " {1}\r\n")
                    .expect("a BAD [TOOBIG] A command has at most 4");
        }
    }

    @Test
    void offersNoSharing() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a CAPABILITY");
            assertThat(client.tagged("a")).doesNotContain(" ACL");
            client.ask("b SETACL INBOX bob@example.org lr", "b BAD");
            client.ask("c MYRIGHTS INBOX", "c BAD");
            client.ask("d GETACL \"#user.bob@example.org.INBOX\"", "d BAD");
        }
    }
}
