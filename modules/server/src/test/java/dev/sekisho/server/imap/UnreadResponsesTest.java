// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** Peers that ask and do not read, on a port with all of James behind it. */
class UnreadResponsesTest {
    private static final String MESSAGE = "Subject: big\r\n\r\n" + ("x".repeat(1022) + "\r\n").repeat(1024);
    /** Octets enough that no system keeps them all for a peer: 8 MiB. */
    private static final int MESSAGES = 8;

    @TempDir
    Path home;

    @Test
    void servesOthersWhileMoreSessionsThanReactorHasThreadsDoNotRead() throws Exception {
        List<ScriptedClient> silent = new ArrayList<>();
        try (ImapStage stage = new ImapStage(home);
                ScriptedClient other = stage.login()) {
            other.raw("a APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n");
            other.tagged("a");
            for (int i = 0; i < Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE + 2; i++) {
                silent.add(asksAndDoesNotRead(stage, i == 0));
            }
            for (int i = 0; i < 3; i++) {
                other.say("b SELECT INBOX");
                other.tagged("b");
                other.say("c FETCH 1 BODY.PEEK[]");
                assertThat(other.tagged("c")).hasSizeGreaterThan(MESSAGE.length() / 2);
            }
            ScriptedClient atLast = silent.get(silent.size() - 1);
            assertThat(atLast.tagged("f").lines().filter(line -> line.contains(" FETCH (")))
                    .hasSize(MESSAGES);
            atLast.ask("g NOOP", "g OK");
        } finally {
            for (ScriptedClient client : silent) {
                client.close();
            }
        }
    }

    private static ScriptedClient asksAndDoesNotRead(ImapStage stage, boolean fills) throws Exception {
        ScriptedClient client = stage.loginToNotRead();
        for (int i = 0; fills && i < MESSAGES; i++) {
            client.raw("d APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n");
            client.tagged("d");
        }
        client.say("e SELECT INBOX");
        client.tagged("e");
        return client.say("f FETCH 1:* BODY.PEEK[]");
    }
}
