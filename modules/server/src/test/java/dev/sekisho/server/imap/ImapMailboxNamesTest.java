// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of mailboxes wherever a command has one: what cannot be decoded is answered, and INBOX stays. */
class ImapMailboxNamesTest {
    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new ImapStage(home);
        stage.login().close();
        stage.store("INBOX", "Subject: kept\r\n\r\nhello\r\n");
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT \"R&D\"",
                "EXAMINE \"R&D\"",
                "CREATE \"R&D\"",
                "CREATE {3+}\r\nR&D",
                "CREATE R&D",
                "CREATE \"&2AA-\"",
                "CREATE \"a&\u00e9-\"",
                "DELETE \"R&D\"",
                "RENAME \"R&D\" x",
                "RENAME x \"R&D\"",
                "SUBSCRIBE \"R&D\"",
                "UNSUBSCRIBE \"R&D\"",
                "STATUS \"R&D\" (MESSAGES)",
                "APPEND \"R&D\" {5+}\r\nA: b\n",
                "COPY 1 \"R&D\"",
                "MOVE 1 \"R&D\"",
                "UID COPY 1 \"R&D\"",
                "UID MOVE 1 \"R&D\"",
                "GETQUOTAROOT \"R&D\"",
                "GETMETADATA \"R&D\" \"/private/comment\"",
                "SETMETADATA \"R&D\" (\"/private/comment\" \"x\")",
                "GETACL \"R&D\"",
                "MYRIGHTS \"R&D\""
            })
    void aNameThatCannotBeDecodedIsRefused(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("s SELECT INBOX", "* ").tagged("s");
            client.say("a " + command);
            assertThat(client.tagged("a")).containsPattern("(?m)^a (NO|BAD)").doesNotContain("SERVERBUG");
            client.ask("b NOOP", "b OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LIST \"\" \"R&D\"",
                "LIST \"R&D\" \"*\"",
                "LIST \"\" \"&*\"",
                "LIST \"\" \"a&\u00e9-\"",
                "LSUB \"\" \"R&D\"",
                "LSUB \"R&D\" %",
                "XLIST \"\" \"R&D\"",
                "LIST (SUBSCRIBED) \"\" \"R&D\""
            })
    void aPatternThatCannotBeDecodedMatchesNothing(String command) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a " + command);
            assertThat(client.tagged("a")).containsPattern("\\Aa (OK|NO|BAD)").doesNotContain("SERVERBUG");
            client.ask("b NOOP", "b OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INBOX",
                "inbox",
                "\"InBoX\"",
                "{5+}\r\ninbox",
                "\"INBOX.\"",
                "\"inbox/\"",
                "&AEkATgBCAE8AWA-",
                "\"&AGkAbgBiAG8AeA-\"",
                "\"#private.INBOX\"",
                "\"#private.alice@example.org.INBOX\""
            })
    void inboxIsNotDeleted(String name) throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a DELETE " + name);
            assertThat(client.tagged("a")).containsPattern("(?m)^a NO");
            client.say("b STATUS INBOX (MESSAGES)");
            assertThat(client.tagged("b")).contains("(MESSAGES 1)");
        }
    }

    @Test
    void anotherMailboxIsDeleted() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.say("a CREATE INBOX.x");
            client.tagged("a");
            client.say("b DELETE INBOX.x");
            assertThat(client.tagged("b")).contains("b OK");
        }
    }
}
