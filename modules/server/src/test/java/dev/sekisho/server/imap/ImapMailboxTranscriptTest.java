// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on mailboxes as a whole (RFC 9051 6.3). */
class ImapMailboxTranscriptTest {
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

    @Test
    void listsTheMailboxesOfANewAccountWithTheirUses() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a LIST "" "INBOX"
                    S: * LIST (\\HasNoChildren) "." "INBOX"
                    S: a OK LIST completed
                    C: b LIST "" "inbox"
                    S: * LIST (\\HasNoChildren) "." "INBOX"
                    S: b OK LIST completed
                    C: c LIST (SPECIAL-USE) "" "*"
                    S: * LIST (\\HasNoChildren \\Archive) "." "Archive"
                    S: * LIST (\\HasNoChildren \\Drafts) "." "Drafts"
                    S: * LIST (\\HasNoChildren \\Junk) "." "Junk"
                    S: * LIST (\\HasNoChildren \\Sent) "." "Sent"
                    S: * LIST (\\HasNoChildren \\Trash) "." "Trash"
                    S: c OK LIST completed
                    C: d LIST "" ""
                    S: * LIST (\\Noselect) "." ""
                    S: d OK LIST completed
                    C: e NAMESPACE
                    S: * NAMESPACE (("" ".")) NIL NIL
                    S: e OK NAMESPACE completed
                    """);
        }
    }

    @Test
    void createsRenamesAndDeletesWithCodes() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a CREATE life.a.b
                    S: a OK [MAILBOXID (M<any>)] CREATE completed
                    C: b CREATE life.a.b
                    S: b NO [ALREADYEXISTS] There is a mailbox of this name
                    C: c LIST "" "life%"
                    S: * LIST (\\HasChildren) "." "life"
                    S: c OK LIST completed
                    C: d LIST "" "life.*"
                    S: * LIST (\\HasChildren) "." "life.a"
                    S: * LIST (\\HasNoChildren) "." "life.a.b"
                    S: d OK LIST completed
                    C: e RENAME life.a life.c
                    S: e OK RENAME completed
                    C: f STATUS life.c.b (MESSAGES UIDNEXT UNSEEN DELETED SIZE)
                    S: * STATUS "life.c.b" (MESSAGES 0 UIDNEXT 1 UNSEEN 0 DELETED 0 SIZE 0)
                    S: f OK STATUS completed
                    C: g DELETE life.a
                    S: g NO [NONEXISTENT] There is no such mailbox
                    C: h DELETE life.c.b
                    S: h OK DELETE completed
                    C: i DELETE INBOX
                    S: i NO [CANNOT] INBOX cannot be deleted
                    C: j STATUS life.none (MESSAGES)
                    S: j NO [NONEXISTENT] There is no such mailbox
                    C: k RENAME life.none life.d
                    S: k NO [NONEXISTENT] There is no such mailbox
                    C: l CREATE life.drafts (USE (\\Drafts))
                    S: l NO [USEATTR] Another mailbox has this special use
                    """);
        }
    }

    @Test
    void subscribesToNamesThatNeedNotExist() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a SUBSCRIBE subs.gone
                    S: a OK SUBSCRIBE completed
                    C: b LSUB "" "subs.*"
                    S: * LSUB () "." "subs.gone"
                    S: b OK LSUB completed
                    C: c LSUB "" "subs%"
                    S: * LSUB (\\Noselect) "." "subs"
                    S: c OK LSUB completed
                    C: d LIST (SUBSCRIBED) "" "subs.*"
                    S: * LIST (\\NonExistent \\Subscribed) "." "subs.gone"
                    S: d OK LIST completed
                    C: e UNSUBSCRIBE subs.gone
                    S: e OK UNSUBSCRIBE completed
                    C: f LSUB "" "subs.*"
                    S: f OK LSUB completed
                    """);
        }
    }

    @Test
    void listsWithStatus() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a CREATE "st&AOk-"
                    S: a OK <any>
                    C: b LIST "" "st*" RETURN (CHILDREN STATUS (MESSAGES UIDNEXT))
                    S: * LIST (\\HasNoChildren) "." "st&AOk-"
                    S: * STATUS "st&AOk-" (MESSAGES 0 UIDNEXT 1)
                    S: b OK LIST completed
                    C: c ENABLE UTF8=ACCEPT
                    S: * ENABLED UTF8=ACCEPT
                    S: c OK ENABLE completed
                    C: d DELETE "st\\u00c3\\u00a9"
                    S: d OK DELETE completed
                    """.replace("\\u00c3", "\u00c3").replace("\\u00a9", "\u00a9"));
        }
    }

    @Test
    void selectsAndLeaves() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a CREATE sel
                    S: a OK <any>
                    C: b SELECT sel
                    S: * FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen)
                    S: * OK [PERMANENTFLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen \\*)] Flags that can be changed
                    S: * 0 EXISTS
                    S: * 0 RECENT
                    S: * OK [UIDVALIDITY <any>] UIDs valid
                    S: * OK [UIDNEXT 1] Predicted next UID
                    S: * OK [HIGHESTMODSEQ <any>] Highest
                    S: * OK [MAILBOXID (M<any>)] Mailbox id
                    S: b OK [READ-WRITE] SELECT completed
                    C: c SELECT none
                    S: * OK [CLOSED] The mailbox selected before is closed
                    S: c NO [NONEXISTENT] There is no such mailbox
                    C: d FETCH 1 FLAGS
                    S: d BAD Select a mailbox first
                    C: e EXAMINE sel
                    S: * FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen)
                    S: * OK [PERMANENTFLAGS ()] No flags can be changed
                    S: * 0 EXISTS
                    S: * 0 RECENT
                    S: * OK [UIDVALIDITY <any>] UIDs valid
                    S: * OK [UIDNEXT 1] Predicted next UID
                    S: * OK [HIGHESTMODSEQ <any>] Highest
                    S: * OK [MAILBOXID (M<any>)] Mailbox id
                    S: e OK [READ-ONLY] EXAMINE completed
                    C: f EXPUNGE
                    S: f NO [READ-ONLY] <any>
                    C: g CLOSE
                    S: g OK CLOSE completed
                    C: h CLOSE
                    S: h BAD Select a mailbox first
                    """);
        }
    }
}
