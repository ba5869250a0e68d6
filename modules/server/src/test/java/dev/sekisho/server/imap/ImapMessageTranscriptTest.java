// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that bring messages, read them and change them (RFC 9051 6.3.12, 6.4). */
class ImapMessageTranscriptTest {
    private static final String FIRST = "From: A <a@example.org><cr>Subject: one<cr>Message-ID: <1@x><cr><cr>hello<cr>";
    private static final String SECOND =
            "From: B <b@example.org><cr>Subject: Re: one<cr>Message-ID: <2@x><cr>References: <1@x><cr><cr>world<cr>";

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

    private static int octets(String message) {
        return message.replace("<cr>", "12").length();
    }

    /** A mailbox with two messages, selected. */
    private static ImapTranscript filled(ScriptedClient client, String box) throws Exception {
        ImapTranscript transcript = new ImapTranscript(client)
                .play("C: z CREATE " + box + "\nS: z OK <any>\n"
                        + "C: z APPEND " + box + " (\\Flagged) \"1-Feb-2024 01:02:03 +0000\" {" + octets(FIRST)
                        + "+}<cr>" + FIRST
                        + "\nS: z OK [APPENDUID <any> 1] APPEND completed\n"
                        + "C: z APPEND " + box + " {" + octets(SECOND) + "+}<cr>" + SECOND
                        + "\nS: z OK [APPENDUID <any> 2] APPEND completed");
        client.say("z SELECT " + box);
        client.tagged("z");
        return transcript;
    }

    @Test
    void fetchesWhatIsAskedFor() throws Exception {
        try (ScriptedClient client = stage.login()) {
            filled(client, "fetch").play("""
                    C: a FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE)
                    S: * 1 FETCH (UID 1 FLAGS (\\Flagged \\Recent) INTERNALDATE " 1-Feb-2024 01:02:03 +0000" RFC822.SIZE 67)
                    S: a OK FETCH completed
                    C: b FETCH 1 ENVELOPE
                    S: * 1 FETCH (ENVELOPE (NIL "one" (("A" NIL "a" "example.org")) (("A" NIL "a" "example.org")) (("A" NIL "a" "example.org")) NIL NIL NIL NIL "<1@x>"))
                    S: b OK FETCH completed
                    C: c UID FETCH 1 BODYSTRUCTURE
                    S: * 1 FETCH (UID 1 BODYSTRUCTURE ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 7 1 NIL NIL NIL NIL))
                    S: c OK UID FETCH completed
                    C: d FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]
                    S: * 1 FETCH (BODY[HEADER.FIELDS (SUBJECT)] {16}
                    S: Subject: one
                    S:\u0020
                    S: )
                    S: d OK FETCH completed
                    C: e FETCH 1 BODY[TEXT]<1.3>
                    S: * 1 FETCH (FLAGS (\\Flagged \\Seen \\Recent) BODY[TEXT]<1> {3}
                    S: ell)
                    S: e OK FETCH completed
                    C: f FETCH 1 BODY.PEEK[1]
                    S: * 1 FETCH (BODY[1] {7}
                    S: hello
                    S: )
                    S: f OK FETCH completed
                    C: g FETCH 1 BODY.PEEK[2]
                    S: * 1 FETCH (BODY[2] NIL)
                    S: g OK FETCH completed
                    C: h FETCH 3 FLAGS
                    S: h BAD Invalid message set: a number is greater than the number of messages
                    C: i UID FETCH 9 FLAGS
                    S: i OK UID FETCH completed
                    """.replace("S:\u0020\n", "S: \n"));
        }
    }

    @Test
    void fetchesPartsWithoutTheirEncoding() throws Exception {
        String message =
                "MIME-Version: 1.0<cr>Content-Type: text/plain<cr>Content-Transfer-Encoding: base64<cr><cr>QUJDRA==<cr>";
        String unknown = "Content-Type: text/plain<cr>Content-Transfer-Encoding: x-own<cr><cr>abc<cr>";
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client)
                    .play("C: a CREATE binary\nS: a OK <any>\n"
                            + "C: b APPEND binary {" + octets(message) + "+}<cr>" + message + "\nS: b OK <any>\n"
                            + "C: c APPEND binary {" + octets(unknown) + "+}<cr>" + unknown + "\nS: c OK <any>");
            client.say("d SELECT binary");
            client.tagged("d");
            new ImapTranscript(client).play("""
                    C: e FETCH 1 (BINARY.SIZE[1] BINARY.PEEK[1] BINARY.PEEK[1]<1.2>)
                    S: * 1 FETCH (BINARY.SIZE[1] 4 BINARY[1] {4}
                    S: ABCD BINARY[1]<1> {2}
                    S: BC)
                    S: e OK FETCH completed
                    C: f FETCH 2 BINARY.PEEK[1]
                    S: f NO [UNKNOWN-CTE] <any>
                    """);
        }
    }

    @Test
    void storesFlags() throws Exception {
        try (ScriptedClient client = stage.login()) {
            filled(client, "store").play("""
                    C: a STORE 1:2 +FLAGS (\\Answered)
                    S: * 1 FETCH (FLAGS (\\Answered \\Flagged \\Recent))
                    S: * 2 FETCH (FLAGS (\\Answered \\Recent))
                    S: a OK STORE completed
                    C: b STORE 1 -FLAGS.SILENT (\\Answered)
                    S: b OK STORE completed
                    C: c UID STORE 2 FLAGS ($Forwarded)
                    S: * FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen $Forwarded)
                    S: * OK [PERMANENTFLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen $Forwarded \\*)] Flags that can be changed
                    S: * 2 FETCH (UID 2 FLAGS ($Forwarded \\Recent))
                    S: c OK UID STORE completed
                    C: d STORE 1:2 (UNCHANGEDSINCE 1) +FLAGS (\\Deleted)
                    S: * 1 FETCH (UID 1 MODSEQ (<any>) FLAGS (\\Flagged \\Recent))
                    S: * 2 FETCH (UID 2 MODSEQ (<any>) FLAGS ($Forwarded \\Recent))
                    S: * OK [HIGHESTMODSEQ <any>] Highest
                    S: d OK [MODIFIED 1:2] <any>
                    """);
        }
    }

    @Test
    void searchesSortsAndThreads() throws Exception {
        try (ScriptedClient client = stage.login()) {
            filled(client, "search").play("""
                    C: a SEARCH FLAGGED
                    S: * SEARCH 1
                    S: a OK SEARCH completed
                    C: b UID SEARCH SUBJECT one BODY WORLD
                    S: * SEARCH 2
                    S: b OK UID SEARCH completed
                    C: c SEARCH RETURN (MIN MAX COUNT ALL) ALL
                    S: * ESEARCH (TAG "c") MIN 1 MAX 2 ALL 1:2 COUNT 2
                    S: c OK SEARCH completed
                    C: d SEARCH RETURN (SAVE) FROM b@example.org
                    S: d OK SEARCH completed
                    C: e FETCH $ UID
                    S: * 2 FETCH (UID 2)
                    S: e OK FETCH completed
                    C: f SORT (REVERSE FROM) UTF-8 ALL
                    S: * SORT 2 1
                    S: f OK SORT completed
                    C: g THREAD REFERENCES UTF-8 ALL
                    S: * THREAD (1 2)
                    S: g OK THREAD completed
                    C: h SEARCH HEADER X-NONE ""
                    S: * SEARCH
                    S: h OK SEARCH completed
                    """);
        }
    }

    @Test
    void copiesMovesAndExpunges() throws Exception {
        try (ScriptedClient client = stage.login()) {
            filled(client, "moves").play("""
                    C: a COPY 1 nowhere
                    S: a NO [TRYCREATE] <any>
                    C: b CREATE moves-to
                    S: b OK <any>
                    C: c COPY 1:2 moves-to
                    S: c OK [COPYUID <any> 1:2 1:2] COPY completed
                    C: d MOVE 1 moves-to
                    S: * OK [COPYUID <any> 1 3] Moved
                    S: * 1 EXPUNGE
                    S: d OK MOVE completed
                    C: e STORE 1 +FLAGS.SILENT (\\Deleted)
                    S: e OK STORE completed
                    C: f UID EXPUNGE 1
                    S: f OK UID EXPUNGE completed
                    C: g EXPUNGE
                    S: * 1 EXPUNGE
                    S: g OK EXPUNGE completed
                    C: h STATUS moves-to (MESSAGES)
                    S: * STATUS "moves-to" (MESSAGES 3)
                    S: h OK STATUS completed
                    """);
        }
    }

    @Test
    void appendsAllOrNothing() throws Exception {
        try (ScriptedClient client = stage.login()) {
            new ImapTranscript(client).play("""
                    C: a APPEND absent {3+}<cr>abc
                    S: a NO [TRYCREATE] <any>
                    C: b CREATE multi
                    S: b OK <any>
                    C: d APPEND multi (\\Seen) {6+}<cr>a: b<cr> {6+}<cr>c: d<cr>
                    S: d OK [APPENDUID <any> 1:2] APPEND completed
                    C: e STATUS multi (MESSAGES UNSEEN)
                    S: * STATUS "multi" (MESSAGES 2 UNSEEN 1)
                    S: e OK STATUS completed
                    """);
        }
    }

    @Test
    void replacesAMessage() throws Exception {
        try (ScriptedClient client = stage.login()) {
            filled(client, "repl").play("""
                    C: a UID REPLACE 1 repl (\\Draft) {6+}<cr>x: y<cr>
                    S: * OK [APPENDUID <any> 3] Replaced
                    S: * 1 EXPUNGE
                    S: * 2 EXISTS
                    S: * 2 RECENT
                    S: a OK UID REPLACE completed
                    """);
        }
    }
}
