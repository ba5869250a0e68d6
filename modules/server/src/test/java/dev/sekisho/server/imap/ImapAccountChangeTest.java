// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose account is removed, or gets another password, while they are there. */
class ImapAccountChangeTest {
    private static final Username ALICE = Username.of("alice@example.org");
    private static final Username BOB = Username.of("bob@example.org");
    private static final String BYE = "* BYE The account has changed, log in again";

    @TempDir
    Path home;

    private ImapStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ImapStage(home);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private ScriptedClient bob() throws Exception {
        ScriptedClient client = stage.connect();
        client.say("l LOGIN bob@example.org secret");
        client.tagged("l");
        return client;
    }

    @Test
    void anotherPasswordEndsTheSessionsBeforeItAndNoOthers() throws Exception {
        try (ScriptedClient thief = stage.login();
                ScriptedClient idle = stage.login();
                ScriptedClient other = bob()) {
            idle.ask("s SELECT INBOX", "* FLAGS").tagged("s");
            idle.ask("i IDLE", "+ idling");
            stage.users().changePassword(ALICE, "another");
            stage.lookAtAccounts();
            thief.expect(BYE);
            assertThat(thief.rest()).isEmpty();
            idle.expect(BYE);
            try (ScriptedClient owner = stage.connect()) {
                owner.ask("l LOGIN alice@example.org another", "l OK");
                stage.lookAtAccounts();
                owner.ask("n NOOP", "n OK");
            }
            other.ask("n NOOP", "n OK");
        }
    }

    @Test
    void aRemovedUserIsOutAndGetsNoMailboxesAnew() throws Exception {
        try (ScriptedClient client = bob()) {
            stage.users().remove(BOB);
            stage.removeMailboxes(BOB);
            client.ask("l LIST \"\" *", "l OK");
            assertThat(stage.number("SELECT COUNT(*) FROM mailboxes WHERE owner = 'bob@example.org'"))
                    .isZero();
            stage.lookAtAccounts();
            client.expect(BYE);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anAppendThatIsUnderWayIsNotFollowedByAnotherCommand() throws Exception {
        try (ScriptedClient client = stage.login()) {
            client.ask("a APPEND INBOX {20}", "+ ");
            stage.users().changePassword(ALICE, "another");
            stage.lookAtAccounts();
            client.expect(BYE);
            assertThat(client.rest()).isEmpty();
        }
        assertThat(stage.number("SELECT COUNT(*) FROM messages")).isZero();
    }
}
