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

/** The commands of any state, and those of a login (RFC 9051 6.1, 6.2). */
class ImapLoginTranscriptTest {
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
    void servesTheCommandsOfAnyState() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            new ImapTranscript(client).play("""
                    C: a NOOP
                    S: a OK NOOP completed
                    C: b ID NIL
                    S: * ID ("name" "Sekisho")
                    S: b OK ID completed
                    C: c CAPABILITY
                    S: * CAPABILITY IMAP4rev2 IMAP4rev1 <any> SASL-IR AUTH=PLAIN
                    S: c OK CAPABILITY completed
                    C: d STARTTLS
                    S: d BAD STARTTLS is not available here: TLS begins with the connection
                    C: e LOGOUT
                    S: * BYE Logging out
                    S: e OK LOGOUT completed
                    """);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void refusesCommandsOnMailboxesBeforeALogin() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            new ImapTranscript(client).play("""
                    C: a SELECT INBOX
                    S: a BAD Log in first
                    C: b FETCH 1 FLAGS
                    S: b BAD Log in first
                    C: c IDLE
                    S: c BAD Log in first
                    C: d APPEND INBOX {5}
                    S: d BAD Log in first
                    C: e XYZZY
                    S: e BAD Unknown command<any>
                    """);
        }
    }

    @Test
    void logsInAndTellsWhatIsServed() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            new ImapTranscript(client).play("""
                    C: a LOGIN alice@example.org secret
                    S: a OK [CAPABILITY IMAP4rev2 IMAP4rev1 <any> LOGIN completed
                    C: b LOGIN alice@example.org secret
                    S: b BAD Already authenticated
                    C: c FETCH 1 FLAGS
                    S: c BAD Select a mailbox first
                    C: d ENABLE CONDSTORE X-NOTHING IMAP4rev2
                    S: * ENABLED CONDSTORE IMAP4rev2
                    S: d OK ENABLE completed
                    C: e ENABLE CONDSTORE
                    S: * ENABLED
                    S: e OK ENABLE completed
                    """);
        }
    }

    @Test
    void answersACancelledExchangeWithBadAndCountsIt() throws Exception {
        int before = stage.badLogins();
        try (ScriptedClient client = stage.connect()) {
            new ImapTranscript(client).play("""
                    C: a AUTHENTICATE PLAIN
                    S: +
                    C: *
                    S: a BAD AUTHENTICATE cancelled
                    C: b AUTHENTICATE PLAIN
                    S: +
                    C: no base64!
                    S: b BAD AUTHENTICATE<any>
                    C: c NOOP
                    S: c OK NOOP completed
                    """);
        }
        assertThat(stage.badLogins()).isEqualTo(before + 2);
    }

    @Test
    void refusesAMechanismThatIsNotOffered() throws Exception {
        try (ScriptedClient client = stage.connect()) {
            new ImapTranscript(client).play("""
                    C: a AUTHENTICATE CRAM-MD5
                    S: a NO <any>
                    C: b AUTHENTICATE LOGIN
                    S: b NO <any>
                    C: c LOGIN alice@example.org wrong
                    S: c NO [AUTHENTICATIONFAILED] Authentication failed
                    """);
        }
    }
}
