// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.server.ImapStage;
import dev.sekisho.server.NestedMessages;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an IMAP session does with commands and messages that are nested deeply, on a port with all of James behind it. */
class ImapNestingTest {
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

    // --- commands ---

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "OR ALL ", "NOT (", "OR (ALL) ("})
    void refusesASearchNestedTooDeeply(String level) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT INBOX");
            client.tagged("a");
            String nested = level.repeat(3_000) + "ALL" + ")".repeat(level.endsWith("(") ? 3_000 : 0);
            client.ask("b SEARCH " + nested, "b BAD").ask("c UID SEARCH " + nested, "c BAD");
            client.ask("d NOOP", "d OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "OR ALL ", "NOT (", "OR (ALL) ("})
    void servesASearchNestedAsDeeplyAsAllowed(String level) throws Exception {
        int depth = SearchKey.DEEPEST / (level.strip().length() > 3 ? 2 : 1) - 2;
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT INBOX");
            client.tagged("a");
            client.say("b SEARCH " + level.repeat(depth) + "ALL" + ")".repeat(level.endsWith("(") ? depth : 0));
            assertThat(client.tagged("b")).contains("b OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEARCH (%s)|ALL |15000",
                "FETCH 1 BODY[%s1]|1.|15000",
                "FETCH %s1 FLAGS|0|60000",
                "STORE 1 FLAGS (%s)|x |15000",
                "LIST %s|(|60000",
                "STATUS INBOX %s|(|60000"
            })
    void refusesWhatWouldExhaustTheStack(String pattern) throws Exception {
        String[] parts = pattern.split("\\|");
        String command = parts[0].formatted(parts[1].repeat(Integer.parseInt(parts[2])));
        try (ScriptedClient client = stage.login()) {
            client.say("a SELECT INBOX");
            client.tagged("a");
            client.ask("b " + command, "b BAD").ask("c NOOP", "c OK");
        }
    }

    // --- messages that come in ---

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void storesAMessageNestedAsDeeplyAsAllowed(NestedMessages kind) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE allowed" + kind, "a OK");
            append(client, "allowed" + kind, kind.levels(100));
            assertThat(client.tagged("b")).contains("b OK");
            client.say("c SELECT allowed" + kind);
            client.tagged("c");
            client.say("d FETCH 1 BODYSTRUCTURE");
            assertThat(client.tagged("d")).contains("d OK");
            client.say("e SEARCH BODY end");
            assertThat(client.tagged("e")).contains("* SEARCH 1").contains("e OK");
        }
    }

    @ParameterizedTest
    @EnumSource(NestedMessages.class)
    void refusesAMessageNestedTooDeeply(NestedMessages kind) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE refused" + kind, "a OK");
            append(client, "refused" + kind, kind.levels(101));
            assertThat(client.tagged("b")).contains("b NO [LIMIT] Parts of the message are nested deeper than 100");
            append(client, "refused" + kind, kind.levels(10_000));
            assertThat(client.tagged("b")).contains("b NO [LIMIT]");
            client.say("c STATUS refused" + kind + " (MESSAGES)");
            assertThat(client.tagged("c")).contains("MESSAGES 0");
            assertThat(stage.spilled()).isZero();
        }
    }

    @Test
    void storesADigestOfManyMessages() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE digest", "a OK");
            append(client, "digest", NestedMessages.digestOfMessages(5_000));
            assertThat(client.tagged("b")).contains("b OK");
        }
    }

    private static void append(ScriptedClient client, String mailbox, String message) throws Exception {
        client.raw("b APPEND " + mailbox + " {" + message.length() + "+}\r\n")
                .raw(message)
                .say("");
    }

    // --- messages that are there ---

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "MULTIPART; 1000; (OK|NO \\[LIMIT])",
                "FORWARDED; 1000; (OK|NO \\[LIMIT])",
                "MULTIPART; 20000; (OK|NO \\[LIMIT])",
                "FORWARDED; 20000; (OK|NO \\[LIMIT])"
            })
    void answersWhateverIsNestedInAMessageThatIsThere(NestedMessages kind, int depth, String verdict) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a CREATE " + kind + depth, "a OK");
            stage.store(kind + "" + depth, kind.levels(depth));
            client.say("c SELECT " + kind + depth);
            client.tagged("c");
            client.say("d FETCH 1 BODYSTRUCTURE");
            assertThat(client.tagged("d")).containsPattern("d " + verdict);
            client.ask("e NOOP", "e OK");
        }
    }
}
