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

/** NOTIFY (RFC 5465). */
class ImapNotifyTranscriptTest {
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

    private static ScriptedClient with(String... boxes) throws Exception {
        ScriptedClient client = stage.login();
        for (String box : boxes) {
            client.ask("z CREATE " + box, "z OK");
        }
        return client;
    }

    private static void said(ScriptedClient client, String command) throws Exception {
        client.say("o " + command);
        assertThat(client.tagged("o")).contains("o OK");
    }

    private static void append(ScriptedClient client, String box) throws Exception {
        client.raw("o APPEND " + box + " {6+}\r\na: b\r\n\r\n");
        assertThat(client.tagged("o")).contains("o OK");
    }

    @Test
    void tellsOfAnotherMailboxByItsStatus() throws Exception {
        try (ScriptedClient client = with("others.one", "others.two");
                ScriptedClient other = stage.login()) {
            append(other, "others.one");
            new ImapTranscript(client).play("""
                    C: a NOTIFY SET STATUS (SUBTREE others (MessageNew MessageExpunge)) (MAILBOXES missing (MessageNew MessageExpunge))
                    S: * STATUS "others" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY <any>)
                    S: * STATUS "others.one" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY <any>)
                    S: * STATUS "others.two" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY <any>)
                    S: a OK NOTIFY completed
                    """);
            append(other, "others.two");
            assertThat(client.line()).isEqualTo("* STATUS \"others.two\" (MESSAGES 1 UIDNEXT 2)");
            said(other, "SELECT others.one");
            said(other, "STORE 1 +FLAGS.SILENT (\\Seen)");
            said(other, "STORE 1 +FLAGS.SILENT (\\Deleted)");
            said(other, "EXPUNGE");
            assertThat(client.line()).isEqualTo("* STATUS \"others.one\" (MESSAGES 0 UIDNEXT 2)");
            client.ask("b ENABLE CONDSTORE", "* ENABLED CONDSTORE").expect("b OK");
            append(other, "others.two");
            assertThat(client.line())
                    .matches("\\* STATUS \"others.two\" \\(MESSAGES 2 UIDNEXT 3 HIGHESTMODSEQ [0-9]+\\)");
            client.ask("c NOTIFY NONE", "c OK");
            append(other, "others.two");
            client.ask("d NOOP", "d OK");
        }
    }

    @Test
    void tellsOfFlagsOfAnotherMailbox() throws Exception {
        try (ScriptedClient client = with("flagged");
                ScriptedClient other = stage.login()) {
            append(other, "flagged");
            said(other, "SELECT flagged");
            client.ask("a NOTIFY SET (PERSONAL (MessageNew MessageExpunge FlagChange))", "a OK");
            said(other, "STORE 1 +FLAGS.SILENT (\\Flagged)");
            said(other, "STORE 1 +FLAGS.SILENT (\\Seen)");
            assertThat(client.line()).isEqualTo("* STATUS \"flagged\" (UIDVALIDITY " + validity(other) + " UNSEEN 0)");
            client.ask("b ENABLE CONDSTORE", "* ENABLED CONDSTORE").expect("b OK");
            said(other, "STORE 1 -FLAGS.SILENT (\\Flagged)");
            assertThat(client.line()).matches("\\* STATUS \"flagged\" \\(UIDVALIDITY [0-9]+ HIGHESTMODSEQ [0-9]+\\)");
        }
    }

    private static String validity(ScriptedClient client) throws Exception {
        client.say("v STATUS flagged (UIDVALIDITY)");
        return client.tagged("v").replaceAll("(?s).*UIDVALIDITY ([0-9]+).*", "$1");
    }

    @Test
    void tellsOfTheSelectedMailboxAtOnce() throws Exception {
        try (ScriptedClient client = with("selected");
                ScriptedClient other = stage.login()) {
            said(other, "SELECT selected");
            append(other, "selected");
            said(client, "SELECT selected");
            append(other, "selected");
            new ImapTranscript(client).play("""
                    C: a NOTIFY SET (SELECTED (MessageNew (UID BODY.PEEK[HEADER.FIELDS (a)]) MessageExpunge FlagChange))
                    S: * 2 EXISTS
                    S: * <any> RECENT
                    S: a OK NOTIFY completed
                    """);
            append(other, "selected");
            new ImapTranscript(client).play("""
                    S: * 3 EXISTS
                    S: * <any> RECENT
                    S: * 3 FETCH (UID 3 BODY[HEADER.FIELDS (a)] {8}
                    S: a: b
                    S:
                    S: )
                    """);
            said(other, "STORE 1 +FLAGS.SILENT (\\Deleted)");
            assertThat(client.line()).startsWith("* 1 FETCH (FLAGS (\\Deleted");
            said(other, "EXPUNGE");
            assertThat(client.line()).isEqualTo("* 1 EXPUNGE");
            client.ask("b UID FETCH 2 (UID)", "* 1 FETCH (UID 2)").expect("b OK");
        }
    }

    @Test
    void delaysExpungesWhereThatIsWanted() throws Exception {
        try (ScriptedClient client = with("later");
                ScriptedClient other = stage.login()) {
            append(other, "later");
            said(other, "SELECT later");
            said(client, "SELECT later");
            client.ask("a NOTIFY SET (SELECTED-DELAYED (MessageNew MessageExpunge))", "a OK");
            said(other, "STORE 1 +FLAGS.SILENT (\\Deleted)");
            append(other, "later");
            assertThat(client.line()).isEqualTo("* 2 EXISTS");
            assertThat(client.line()).endsWith("RECENT");
            said(other, "EXPUNGE");
            append(other, "later");
            assertThat(client.line()).isEqualTo("* 3 EXISTS");
            assertThat(client.line()).endsWith("RECENT");
            client.ask("b NOOP", "* 1 EXPUNGE").expect("b OK");
        }
    }

    @Test
    void tellsNothingOfTheSelectedMailboxThatIsNotNamedButWhatTheClientDoes() throws Exception {
        try (ScriptedClient client = with("silent");
                ScriptedClient other = stage.login()) {
            append(other, "silent");
            said(client, "SELECT silent");
            client.ask("a NOTIFY SET (MAILBOXES INBOX (MessageNew MessageExpunge))", "a OK");
            append(other, "silent");
            client.ask("b NOOP", "b OK");
            client.ask("c IDLE", "+ idling").ask("DONE", "c OK");
            client.ask("d STORE 1 +FLAGS (\\Deleted)", "* 1 FETCH (FLAGS (\\Deleted")
                    .expect("d OK");
            client.ask("e EXPUNGE", "* 1 EXPUNGE");
            assertThat(client.tagged("e")).startsWith("* 1 EXISTS").contains("e OK");
        }
    }

    @Test
    void tellsOfNamesAndSubscriptions() throws Exception {
        try (ScriptedClient client = with("names");
                ScriptedClient other = stage.login()) {
            client.ask("a NOTIFY SET (SUBTREE (names moved) (MailboxName SubscriptionChange))", "a OK");
            said(other, "CREATE elsewhere");
            said(other, "CREATE names.new");
            assertThat(client.line()).isEqualTo("* LIST (\\HasChildren) \".\" \"names\"");
            assertThat(client.line()).isEqualTo("* LIST (\\HasNoChildren) \".\" \"names.new\"");
            said(other, "SUBSCRIBE names.new");
            assertThat(client.line()).isEqualTo("* LIST (\\HasNoChildren \\Subscribed) \".\" \"names.new\"");
            said(other, "UNSUBSCRIBE names.new");
            assertThat(client.line()).isEqualTo("* LIST (\\HasNoChildren) \".\" \"names.new\"");
            said(other, "RENAME names moved");
            assertThat(client.line()).isEqualTo("* LIST (\\HasChildren) \".\" \"moved\" (\"OLDNAME\" (\"names\"))");
            said(other, "DELETE moved.new");
            assertThat(client.line()).isEqualTo("* LIST (\\HasNoChildren) \".\" \"moved\"");
            assertThat(client.line()).isEqualTo("* LIST (\\NonExistent) \".\" \"moved.new\"");
            client.ask("b NOOP", "b OK");
        }
    }

    @Test
    void aMailboxThatIsMadeLaterIsWatchedToo() throws Exception {
        try (ScriptedClient client = with("grown");
                ScriptedClient other = stage.login()) {
            client.ask("a NOTIFY SET (SUBTREE grown (MessageNew MessageExpunge MailboxName))", "a OK");
            said(other, "CREATE grown.late");
            assertThat(client.line()).contains("\"grown\"");
            assertThat(client.line()).contains("\"grown.late\"");
            append(other, "grown.late");
            assertThat(client.line()).isEqualTo("* STATUS \"grown.late\" (MESSAGES 1 UIDNEXT 2)");
        }
    }

    @Test
    void whatCannotBeAskedForIsRefused() throws Exception {
        String events = "[BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)]";
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a NOTIFY SET (SELECTED (MessageNew MessageExpunge AnnotationChange))
                    S: a NO EVENTS There are no events ANNOTATIONCHANGE
                    C: b NOTIFY SET (PERSONAL (Nonsense))
                    S: b NO EVENTS There are no events NONSENSE
                    C: c NOTIFY SET (PERSONAL (MessageNew))
                    S: c BAD <any>MessageNew and MessageExpunge together<any>
                    C: d NOTIFY SET (SELECTED (FlagChange))
                    S: d BAD <any>MessageNew and MessageExpunge together<any>
                    C: e NOTIFY SET (PERSONAL (MessageNew (UID) MessageExpunge))
                    S: e BAD <any>the selected mailbox alone<any>
                    C: f NOTIFY SET (SELECTED (MailboxName))
                    S: f BAD <any>an event of messages<any>
                    C: g NOTIFY SET (SELECTED NONE) (SELECTED-DELAYED NONE)
                    S: g BAD <any>once alone<any>
                    C: h NOTIFY SET
                    S: h BAD <any>
                    C: i NOTIFY SET (SUBTREE)
                    S: i BAD <any>
                    C: j NOTIFY
                    S: j BAD <any>
                    C: k NOTIFY SET (MAILBOXES {5+}
                    C: INBOX (MessageNew MessageExpunge))
                    S: k OK NOTIFY completed
                    """.replace("EVENTS", events));
        }
    }
}
