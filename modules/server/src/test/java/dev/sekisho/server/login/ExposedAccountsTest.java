// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose password was sent where somebody may have read it. */
class ExposedAccountsTest {
    private static final LoginNames NAMES = new LoginNames(List::of);

    private static final String PLAIN = "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==";

    @TempDir
    Path folder;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private ScriptedClient pop3() throws Exception {
        return ScriptedClient.clear(stage.open(BuiltInPolicies.POP3)).expect("+OK");
    }

    private ScriptedClient smtp(PortPolicy policy) throws Exception {
        return ScriptedClient.clear(stage.open(policy)).expect("220").ask("EHLO client.example", "250");
    }

    @Test
    void areThoseOfUserAndPassBeforeStls() throws Exception {
        try (ScriptedClient client = pop3()) {
            client.ask("USER alice@example.org", "-ERR [SYS/PERM]");
            assertThat(stage.exposed).as("no password came yet").isEmpty();
            client.ask("PASS secret", "-ERR [SYS/PERM] Must issue an STLS command first");
            client.ask("USER nobody@example.org", "-ERR [SYS/PERM]");
            client.ask("PASS secret", "-ERR [SYS/PERM] Must issue an STLS command first");
        }
        assertThat(stage.exposed).containsExactly("alice@example.org", "nobody@example.org");
    }

    @Test
    void areThoseOfAuthAndApopBeforeStls() throws Exception {
        try (ScriptedClient client = pop3()) {
            client.ask(PLAIN, "-ERR [SYS/PERM]").ask("APOP bob@example.org c4c9334bac560ecc", "-ERR [SYS/PERM]");
        }
        assertThat(stage.exposed).containsExactly("alice@example.org", "bob@example.org");
    }

    @Test
    void areThoseOfAuthInClearOnEveryPort() throws Exception {
        for (PortPolicy policy : List.of(BuiltInPolicies.SUBMISSION, BuiltInPolicies.MX, BuiltInPolicies.RELAY)) {
            stage.exposed.clear();
            try (ScriptedClient client = smtp(policy)) {
                client.ask(
                        "AUTH PLAIN "
                                + java.util.Base64.getEncoder()
                                        .encodeToString(("\0" + policy.name() + "@example.org\0secret").getBytes()),
                        "5");
            }
            assertThat(stage.exposed).containsExactly(policy.name() + "@example.org");
        }
    }

    @Test
    void areNamedInWhateverSpellingALoginTakes() throws Exception {
        try (ScriptedClient client = pop3()) {
            client.ask("USER \"alice\"@EXAMPLE.org", "-ERR").ask("PASS secret", "-ERR");
        }
        try (ScriptedClient client = smtp(BuiltInPolicies.SUBMISSION)) {
            client.ask("AUTH LOGIN Ym9iQGV4YW1wbGUub3Jn", "538");
        }
        assertThat(stage.exposed).containsExactly("alice@example.org", "bob@example.org");
    }

    @Test
    void areNotThoseOfLoginsUnderTls() throws Exception {
        try (ScriptedClient client = pop3()) {
            client.ask("STLS", "+OK").handshake();
            client.ask("USER alice@example.org", "+OK").ask("PASS wrong", "-ERR [AUTH]");
        }
        assertThat(stage.exposed).isEmpty();
    }

    @Test
    void areLookedUpOnceHoweverOftenTheyAreNamed() {
        List<Username> looked = new ArrayList<>();
        ExposedAccounts accounts = new ExposedAccounts(NAMES, looked::add, Runnable::run);
        for (int i = 0; i < 1_000; i++) {
            accounts.sentInClear("alice@example.org", Optional.empty(), new ListenerName("pop3"));
            accounts.sentInClear("x".repeat(400), Optional.empty(), new ListenerName("pop3"));
            accounts.sentInClear("a@b@c", Optional.empty(), new ListenerName("pop3"));
            accounts.sentInClear("", Optional.empty(), new ListenerName("pop3"));
        }
        assertThat(looked).containsExactly(Username.of("alice@example.org"));
    }

    @Test
    void areLeftForTheNextTimeWhereTooManyWait() {
        List<Username> looked = new ArrayList<>();
        boolean[] busy = {true};
        ExposedAccounts accounts = new ExposedAccounts(NAMES, looked::add, task -> {
            if (busy[0]) {
                throw new RejectedExecutionException("too many");
            }
            task.run();
        });
        accounts.sentInClear("alice@example.org", Optional.empty(), new ListenerName("pop3"));
        busy[0] = false;
        accounts.sentInClear("alice@example.org", Optional.empty(), new ListenerName("pop3"));
        assertThat(looked).hasSize(1);
    }
}
