// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.Passwords;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with several passwords of one account. */
class ImapPasswordsTest {
    private static final Username ALICE = Username.of("alice@example.org");
    private static final String BYE = "* BYE The account has changed, log in again";

    @TempDir
    Path home;

    private ImapStage stage;
    private Passwords passwords;

    @BeforeEach
    void open() throws Exception {
        stage = new ImapStage(home);
        passwords = stage.users().passwords();
        passwords.add(ALICE, "phone", "of-the-phone", PasswordScope.RECEIVE, Optional.empty());
        passwords.add(ALICE, "printer", "of-the-printer", PasswordScope.SEND, Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private ScriptedClient with(String password) throws Exception {
        return stage.connect().ask("l LOGIN alice@example.org " + password, "l OK");
    }

    @Test
    void aRevokedPasswordEndsTheSessionsThatCameByItAndNoOthers() throws Exception {
        try (ScriptedClient phone = with("of-the-phone");
                ScriptedClient desk = with("secret")) {
            passwords.revoke(ALICE, "phone");
            stage.lookAtAccounts();
            phone.expect(BYE);
            assertThat(phone.rest()).isEmpty();
            desk.ask("n NOOP", "n OK");
        }
    }

    @Test
    void anotherMainPasswordDoesNotEndTheSessionOfThePhone() throws Exception {
        try (ScriptedClient phone = with("of-the-phone");
                ScriptedClient desk = with("secret")) {
            stage.users().changePassword(ALICE, "another");
            stage.lookAtAccounts();
            desk.expect(BYE);
            phone.ask("n NOOP", "n OK");
        }
    }

    @Test
    void aDisabledAccountIsOutWithAllOfItsPasswords() throws Exception {
        try (LoggedEvents logged = new LoggedEvents();
                ScriptedClient phone = with("of-the-phone");
                ScriptedClient desk = with("secret")) {
            stage.users().disable(ALICE);
            stage.lookAtAccounts();
            phone.expect(BYE);
            desk.expect(BYE);
            try (ScriptedClient again = stage.connect()) {
                again.ask("l LOGIN alice@example.org secret", "l NO [AUTHENTICATIONFAILED]");
            }
            assertThat(LoggedEvents.of(logged.first(LogEvent.LOGIN_BAD), LogKey.REASON))
                    .isEqualTo("disabled");
        }
    }

    @Test
    void aPasswordThatMayOnlySendIsAnsweredAsAWrongOneIs() throws Exception {
        try (LoggedEvents logged = new LoggedEvents();
                ScriptedClient client = stage.connect()) {
            client.say("a LOGIN alice@example.org of-the-printer");
            String printer = client.tagged("a").toString();
            client.say("a LOGIN alice@example.org wrong");
            assertThat(client.tagged("a").toString()).isEqualTo(printer);
            assertThat(LoggedEvents.of(logged.first(LogEvent.LOGIN_BAD), LogKey.REASON))
                    .isEqualTo("scope");
        }
    }
}
