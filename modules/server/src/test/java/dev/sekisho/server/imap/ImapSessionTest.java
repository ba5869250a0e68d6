// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an IMAP session refuses, octet by octet, on a port with all of James behind it. */
class ImapSessionTest {
    private static final String MESSAGE = "Subject: x\r\n\r\nhello\r\n";

    /** What walks a range of four billion takes minutes. */
    private static final Duration FLAT = Duration.ofSeconds(10);

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

    // --- literals ---

    @Test
    void takesNameAndPasswordAsLiterals() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.ask("a LOGIN {17}", "+ ").ask("alice@example.org {6}", "+ ").ask("secret", "a OK");
            client.say("b LOGOUT");
            assertThat(client.rest()).startsWith("* BYE").contains("b OK LOGOUT");
        }
    }

    @Test
    void takesNameAndPasswordAsLiteralsThatDoNotWait() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.raw("a LOGIN {17+}\r\nalice@example.org {6+}\r\nsecret\r\n").expect("a OK");
        }
    }

    @Test
    void refusesABigLiteralBeforeALoginAndBeforeItsOctetsAreSent() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.ask("a LOGIN {4097}", "a BAD [TOOBIG]");
            client.ask("b LOGIN {99999999999999999999}", "b BAD [TOOBIG]");
            client.ask("c APPEND INBOX {5000}", "c NO [TOOBIG]");
            client.ask("d NOOP", "d OK");
        }
    }

    @Test
    void endsASessionWhoseBigLiteralDoesNotWait() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.say("a LOGIN {1000000+}");
            String rest = client.rest();
            assertThat(rest).startsWith("a BAD [TOOBIG]").containsOnlyOnce("* BYE");
        }
    }

    @Test
    void executesNothingOfALiteralThatWasRefused() throws Exception {
        try (ScriptedClient client = stage.login()) {
            String within = "\r\nb CREATE evil\r\nc LIST \"\" *\r\n";
            client.raw("a CREATE {9000+}\r\n" + within + "x".repeat(9000 - within.length()) + "\r\n");
            client.say("d LOGOUT");
            assertThat(client.rest())
                    .startsWith("a BAD [TOOBIG]")
                    .doesNotContain("b OK")
                    .doesNotContain("c OK")
                    .contains("d OK");
        }
        try (ScriptedClient client = stage.login()) {
            client.say("a LIST \"\" *");
            assertThat(client.tagged("a")).doesNotContain("evil");
        }
    }

    @Test
    void refusesAMessageBeyondTheLimitBeforeItsOctetsAreSent() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a APPEND INBOX {" + (ImapStage.MESSAGE_LIMIT + 1) + "}", "a NO [TOOBIG]");
            client.ask("b APPEND {5}", "+ ").ask("INBOX {" + (ImapStage.MESSAGE_LIMIT + 1) + "}", "b NO [TOOBIG]");
            client.say("c APPEND INBOX {" + (ImapStage.MESSAGE_LIMIT + 1) + "+}");
            assertThat(client.rest()).startsWith("c NO [TOOBIG]").containsOnlyOnce("* BYE");
        }
    }

    @Test
    void refusesABigLiteralThatIsNoMessage() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE {8193}", "a BAD [TOOBIG]");
            client.ask("b APPEND {8193}", "b BAD [TOOBIG]");
            client.ask("c SEARCH SUBJECT {8193}", "c BAD [TOOBIG]");
            client.ask("d REPLACE 1 {8193}", "d BAD [TOOBIG]");
            client.ask("e UID REPLACE 1 {8193}", "e BAD [TOOBIG]");
        }
    }

    @Test
    void boundsAllLiteralsOfACommandTogether() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a SEARCH SUBJECT {8192}").expect("+ ");
            String last = "+ ";
            for (int i = 0; i < 50 && last.startsWith("+ "); i++) {
                client.raw("x".repeat(8192)).say(" SUBJECT {8192}");
                last = client.line();
            }
            assertThat(last).startsWith("a BAD [TOOBIG]");
            client.ask("b NOOP", "b OK");
        }
    }

    @Test
    void boundsTheNumberOfLiterals() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.raw("a SEARCH" + " SUBJECT {0+}\r\n".repeat(101)).say("");
            client.expect("a BAD [TOOBIG]").ask("b NOOP", "b OK");
        }
    }

    @Test
    void storesAMessageOctetForOctetHoweverItIsCut() throws Exception {
        String body = IntStream.range(0, 12_000)
                .mapToObj(i -> "line " + i + " {5}\r\n")
                .reduce("", String::concat);
        String message = "Subject: long\r\n\r\n" + body;
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE cut" + message.length(), "a OK");
            client.ask("b APPEND cut" + message.length() + " {" + message.length() + "}", "+ ");
            for (int from = 0; from < message.length(); from += 7_001) {
                client.raw(message.substring(from, Math.min(message.length(), from + 7_001)));
            }
            client.say("");
            assertThat(client.tagged("b")).contains("b OK");
            client.say("c SELECT cut" + message.length());
            client.tagged("c");
            client.say("d FETCH 1 BODY[]");
            assertThat(client.tagged("d"))
                    .contains("{" + message.length() + "}")
                    .contains("line 11999 {5}");
            assertThat(stage.spilled()).isZero();
        }
    }

    @Test
    void readsCommandsOctetByOctet() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            for (String octet : "a LOGIN {17+}\r\nalice@example.org secret\r\nb NOOP\r\n".split("")) {
                client.raw(octet);
            }
            client.expect("a OK").expect("b OK");
        }
    }

    @Test
    void keepsNoFileOfAMessageThatWasNotFinished() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a APPEND INBOX {1000000}", "+ ").raw("x".repeat(900_000));
            client.raw("x".repeat(100_000)).say("").expect("a OK");
            assertThat(stage.spilled()).isZero();
        }
    }

    // --- lines ---

    @Test
    void boundsACommandLine() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a NOOP " + "x".repeat(70_000));
            assertThat(client.rest()).startsWith("a BAD [TOOBIG]").containsOnlyOnce("* BYE");
        }
    }

    @Test
    void boundsACommandLineBeforeALogin() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.say("a NOOP " + "x".repeat(13_000));
            assertThat(client.rest()).startsWith("a BAD [TOOBIG]").containsOnlyOnce("* BYE");
        }
    }

    @Test
    void doesNotWaitForTheEndOfAnEndlessLine() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.raw("a NOOP " + "x".repeat(66_000));
            assertThat(client.rest()).startsWith("a BAD [TOOBIG]").containsOnlyOnce("* BYE");
        }
    }

    @Test
    void refusesALineThatEndsInABareLineFeed() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.raw("a NOOP\nx NOOP\r\n").expect("a BAD").ask("b NOOP", "b OK");
            client.raw("c CREATE {5+}\nd NOOP\r\n").say("e LOGOUT");
            assertThat(client.rest())
                    .startsWith("c BAD")
                    .containsOnlyOnce("* BYE")
                    .doesNotContain("d OK")
                    .contains("e OK");
        }
    }

    // --- copies ---

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UID COPY 1:5; COPYUID [0-9]+ 1:5 1:5",
                "UID COPY 5; COPYUID [0-9]+ 5 1",
                "UID COPY 1,3:4; COPYUID [0-9]+ 1,3:4 1:3",
                "UID COPY 2:3; COPYUID [0-9]+ 2:3 1:2"
            })
    void namesTheCopiesOfMessagesThatWereNamedByUid(String command, String code) throws Exception {
        assertThat(copied(command)).containsPattern("x OK \\[" + code + "\\]");
    }

    /** RFC 4315 3: COPYUID has UIDs of messages that were copied, one for one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UID COPY 1:*; 1:5 1:5",
                "UID COPY *; 5 1",
                "UID COPY 3:9; 3:5 1:3",
                "UID COPY 1:4294967295; 1:5 1:5",
                "COPY 1:2; 1:2 1:2",
                "COPY *; 5 1",
                "MOVE 1; 1 1"
            })
    void namesTheCopiesOfThoseMessagesAloneThatAreThere(String command, String uids) throws Exception {
        assertThat(copied(command)).contains("x OK ").containsPattern("OK \\[COPYUID [0-9]+ " + uids + "\\]");
    }

    /** What is answered in a mailbox with five messages. */
    private static String copied(String command) throws Exception {
        String box = "copied" + Integer.toHexString(command.hashCode());
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE " + box, "a OK").ask("b CREATE " + box + "-to", "b OK");
            for (int i = 0; i < 5; i++) {
                client.raw("c APPEND " + box + " {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n")
                        .expect("c OK");
            }
            client.say("d SELECT " + box);
            client.tagged("d");
            client.say("x " + command + " " + box + "-to");
            return client.tagged("x");
        }
    }

    // --- ranges ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY 1:4294967295 copies",
                "UID COPY 1:4294967295 copies",
                "COPY 1:* copies",
                "FETCH 1:* FLAGS",
                "FETCH 1:4294967295 FLAGS",
                "UID FETCH 1:4294967295 FLAGS",
                "STORE 1:4294967295 +FLAGS (\\Flagged)",
                "UID STORE 1:4294967295 +FLAGS (\\Seen)",
                "SEARCH 1:4294967295",
                "UID SEARCH UID 1:4294967295",
                "UID SEARCH NOT 1:4294967295",
                "SEARCH 4294967295",
                "UID FETCH 4294967295:1 FLAGS",
                "UID MOVE 4294967290:4294967295 copies",
                "UID EXPUNGE 1:4294967295"
            })
    void clampsRangesToTheMessagesThereAre(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            String box = "ranges" + Integer.toHexString(command.hashCode());
            client.ask("a CREATE " + box, "a OK");
            client.say("b CREATE copies");
            client.tagged("b");
            for (int i = 0; i < 20; i++) {
                client.raw("c APPEND " + box + " {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n")
                        .expect("c OK");
            }
            client.say("d SELECT " + box);
            client.tagged("d");
            long begin = System.nanoTime();
            client.say("e " + command);
            // Message numbers beyond the last are an error (RFC 9051 9, seq-number); UIDs are not.
            assertThat(client.tagged("e")).containsPattern("e (OK|BAD Invalid message set)");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(FLAT);
            client.ask("f NOOP", "f OK");
        }
    }

    /** Clients look into each mailbox in this way when they open it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UID FETCH 1:* (FLAGS)",
                "UID FETCH * FLAGS",
                "UID STORE 1:* +FLAGS (\\Seen)",
                "UID COPY 1:* INBOX",
                "UID MOVE 1:* INBOX",
                "UID SEARCH ALL"
            })
    void findsNothingByUidInAnEmptyMailbox(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            String box = "empty" + Integer.toHexString(command.hashCode());
            client.ask("a CREATE " + box, "a OK");
            client.say("b SELECT " + box);
            client.tagged("b");
            client.say("c " + command);
            assertThat(client.tagged("c")).contains("c OK ");
            client.ask("d UID FETCH nonsense FLAGS", "d BAD");
        }
    }

    @Test
    void keepsNoMoreOfAnAnswerThanAPeerReads() throws Exception {
        int size = 1024 * 1024;
        int messages = 64;
        String message = "Subject: big\r\n\r\n" + ("x".repeat(1022) + "\r\n").repeat(1024);
        try (ScriptedClient slow = stage.login();
                ScriptedClient other = stage.login()) {
            slow.ask("a CREATE big", "a OK");
            slow.ask("b APPEND big {" + message.length() + "}", "+ ")
                    .raw(message)
                    .say("");
            slow.tagged("b");
            slow.say("c SELECT big");
            slow.tagged("c");
            for (int i = 1; i < messages; i *= 2) {
                slow.say("d COPY 1:* big");
                slow.tagged("d");
            }
            long before = used();
            slow.say("e FETCH 1:* BODY.PEEK[]");
            other.say("f SELECT big");
            other.tagged("f");
            for (int i = 0; i < 30; i++) {
                other.say("g FETCH 1 BODY.PEEK[]");
                assertThat(other.tagged("g")).hasSizeGreaterThan(size / 2);
            }
            assertThat(used() - before).isLessThan(16L * size);
            assertThat(slow.tagged("e").lines().filter(line -> line.contains(" FETCH (")))
                    .hasSize(messages);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        PooledByteBufAllocatorMetric pool = PooledByteBufAllocator.DEFAULT.metric();
        return runtime.totalMemory() - runtime.freeMemory() + pool.usedDirectMemory();
    }

    // --- others' mailboxes, and the end ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT \"#user.bob@example.org.INBOX\"",
                "EXAMINE \"#user.bob@example.org.INBOX\"",
                "STATUS \"#shared.x\" (MESSAGES)",
                "CREATE \"#user.bob@example.org.x\"",
                "DELETE \"#user.bob@example.org.INBOX\"",
                "RENAME \"#user.bob@example.org.INBOX\" x",
                "SUBSCRIBE \"#user.bob@example.org.INBOX\"",
                "LIST \"#user.bob@example.org\" *"
            })
    void saysNoToTheMailboxesOfOthers(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a " + command);
            assertThat(client.tagged("a")).contains("a NO");
            client.ask("b NOOP", "b OK");
        }
    }

    @Test
    void saysByeOnce() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            client.raw("a LOGOUT\r\nb LOGOUT\r\nc NOOP\r\n");
            assertThat(client.rest())
                    .containsOnlyOnce("* BYE")
                    .contains("a OK LOGOUT")
                    .doesNotContain("b ");
        }
        try (ScriptedClient client = stage.connect()) {
            client.raw("XYZZY\r\n\r\n".repeat(20));
            assertThat(client.rest()).containsOnlyOnce("* BYE");
        }
        try (ScriptedClient client = stage.connect()) {
            for (int i = 0; i < 5; i++) {
                client.say("a LOGIN alice@example.org wrong");
            }
            String rest = client.rest();
            assertThat(rest).containsOnlyOnce("* BYE");
            assertThat(rest.lines().filter(line -> line.startsWith("a NO"))).hasSize(3);
        }
    }

    @Test
    void takesDoneThatCameWithIdle() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT INBOX");
            client.tagged("a");
            client.raw("b IDLE\r\nDONE\r\nc NOOP\r\n");
            client.expect("+ ").expect("b OK").expect("c OK");
        }
    }

    @Test
    void takesAuthenticateWithAndWithoutAnInitialResponse() throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString("\0alice@example.org\0secret".getBytes(StandardCharsets.US_ASCII));
        try (ScriptedClient client = stage.connect()) {
            client.raw("a AUTHENTICATE PLAIN\r\n" + credentials + "\r\nb NOOP\r\n");
            client.expect("+").expect("a OK").expect("b OK");
        }
        try (ScriptedClient client = stage.connect()) {
            client.ask("a AUTHENTICATE PLAIN " + credentials, "a OK");
        }
    }
}
