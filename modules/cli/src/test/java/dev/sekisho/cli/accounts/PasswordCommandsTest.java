// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordUse;
import dev.sekisho.store.users.Passwords;
import dev.sekisho.store.users.SecretPassword;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.james.core.Username;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCommandsTest {
    private static final Username TARO = Username.of("taro@example.org");
    private static final String CRYPTED =
            "{SHA256-CRYPT}$5$dtRali/SyNEe53Ox$GCdef9ZDKSZv56nPxleB.hGd/wiGtPd1SlkOLKi/5Z1";

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.run("domain", "add", "example.org");
        // An imported hash takes no time to make.
        assertThat(commands.pipe(CRYPTED + "\n").run("user", "add", "--password-hash", "taro@example.org"))
                .isZero();
    }

    private Store store() {
        return Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")));
    }

    private boolean logsIn(String password, PasswordScope scope) {
        try (Store store = store()) {
            return store.users().passwords().check(TARO, password, scope).isRight();
        }
    }

    @Test
    void aHashOfAnotherSystemIsTakenAndReplacedAtTheFirstLogin() {
        assertThat(commands.out()).isEqualToIgnoringNewLines("added taro@example.org");
        commands.run("user", "password", "list");
        assertThat(commands.out()).contains("SHA256-CRYPT");
        assertThat(logsIn("pässword", PasswordScope.BOTH)).isTrue();
        commands.run("user", "password", "list", "taro@example.org");
        assertThat(commands.out()).contains("SCRAM-SHA-256").doesNotContain("SHA256-CRYPT");
    }

    @Test
    void aHashThatCannotBeVerifiedIsNamed() {
        String yescrypt = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
        assertThat(commands.pipe(yescrypt + "\n").run("user", "add", "--password-hash", "hanako@example.org"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err())
                .contains("yescrypt")
                .contains("add the user with a new password, without --password-hash")
                .doesNotContain("user passwd")
                .doesNotContain(yescrypt);
        commands.run("user", "list");
        assertThat(commands.out()).doesNotContain("hanako");
    }

    @Test
    void aPasswordIsMadeAndPrintedOnceAndMayOnlyWhatItIsFor() throws Exception {
        assertThat(commands.run(
                        "user",
                        "password",
                        "add",
                        "taro@example.org",
                        "printer",
                        "--scope",
                        "send",
                        "--expires",
                        "90d"))
                .isZero();
        assertThat(commands.out()).contains("added the password printer of taro@example.org, password ");
        String password = commands.out().strip().replaceAll(".* password ", "");
        assertThat(logsIn(password, PasswordScope.SEND)).isTrue();
        assertThat(logsIn(password, PasswordScope.RECEIVE)).isFalse();
        commands.run("user", "password", "list", "--json", "taro@example.org");
        JsonNode printer = new ObjectMapper().readTree(commands.out()).get(1);
        assertThat(printer.get("name").asText()).isEqualTo("printer");
        assertThat(printer.get("scope").asText()).isEqualTo("send");
        assertThat(Instant.parse(printer.get("expires").asText())).isAfter(Instant.now());
        assertThat(printer.get("lastUsed").isNull()).isTrue();
        assertThat(printer.has("password")).isFalse();
    }

    @Test
    void aPasswordForAnOldMechanismIsTakenForNothingElseAndReplacedByOneForTheSame() throws Exception {
        commands.pipe("tanstaaf\n")
                .run(
                        "user",
                        "password",
                        "add",
                        "--for",
                        "cram-md5,apop",
                        "--password-stdin",
                        "taro@example.org",
                        "scanner");
        assertThat(logsIn("tanstaaf", PasswordScope.SEND)).isFalse();
        commands.run("user", "password", "list");
        assertThat(commands.out()).contains("secret for CRAM-MD5, APOP").doesNotContain("tanstaaf");
        commands.pipe("other\n").run("user", "password", "change", "--password-stdin", "taro@example.org", "scanner");
        try (Store store = store()) {
            assertThat(store.users().passwords().secrets(TARO, BuiltInMechanism.CRAM_MD5))
                    .extracting(SecretPassword::value)
                    .containsExactly("other");
            assertThat(store.users().passwords().secrets(TARO, BuiltInMechanism.DIGEST_MD5))
                    .isEmpty();
        }
        assertThat(logsIn("pässword", PasswordScope.BOTH)).isTrue();
    }

    @Test
    void aPasswordOfItsOwnIsForOldMechanismsOnly() {
        assertThat(commands.run("user", "password", "add", "--for", "plain", "taro@example.org", "x"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("cram-md5, digest-md5 or apop");
        assertThat(commands.run("user", "password", "add", "--for", "apop", "taro@example.org", "main"))
                .isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void theUsersOwnPasswordIsNotKeptReadable() {
        assertThat(commands.pipe("pässword\n")
                        .run("user", "password", "add", "--for", "apop", "--password-stdin", "taro@example.org", "old"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is a password of the user already");
        commands.run("user", "password", "list");
        assertThat(commands.out()).doesNotContain("APOP");
    }

    @Test
    void theKeyOfADeviceIsOfOneUserAndNoPassword() throws Exception {
        String pin = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertThat(commands.run("user", "key", "add", "taro@example.org", "phone", pin))
                .isZero();
        commands.run("user", "key", "list");
        assertThat(commands.out()).contains("phone", "key " + pin).doesNotContain("main");
        assertThat(commands.run("user", "key", "add", "taro@example.org", "other", pin))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is the key phone of taro@example.org already");
        assertThat(commands.run("user", "password", "change", "taro@example.org", "phone"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("user key revoke");
        assertThat(commands.run("user", "key", "retire", "taro@example.org", "phone", "2020-01-31"))
                .isNotZero();
        assertThat(commands.run("user", "key", "retire", "taro@example.org", "phone", "90d"))
                .isZero();
        assertThat(commands.run("user", "key", "revoke", "taro@example.org", "main"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("user", "key", "revoke", "taro@example.org", "phone"))
                .isZero();
        try (Store store = store()) {
            assertThat(store.users().passwords().owner(Pin.parse(pin).orElseThrow()))
                    .isEmpty();
        }
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws Exception {
        assertThat(commands.run(
                        "user",
                        "key",
                        "add",
                        "taro@example.org",
                        "phone",
                        folder.resolve("none.crt").toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("none.crt");
    }

    @Test
    void aPasswordIsReplacedRestrictedAndRevoked() throws Exception {
        commands.pipe("old\n").run("user", "password", "add", "taro@example.org", "phone", "--password-stdin");
        assertThat(commands.run("user", "password", "change", "--json", "taro@example.org", "phone"))
                .isZero();
        String made = new ObjectMapper()
                .readTree(commands.out())
                .get(0)
                .get("password")
                .asText();
        assertThat(logsIn("old", PasswordScope.BOTH)).isFalse();
        assertThat(logsIn(made, PasswordScope.BOTH)).isTrue();
        assertThat(commands.run(
                        "user", "password", "change", "taro@example.org", "phone", "--keep", "--scope", "receive"))
                .isZero();
        assertThat(commands.out()).isEqualToIgnoringNewLines("changed the password phone of taro@example.org");
        assertThat(logsIn(made, PasswordScope.SEND)).isFalse();
        assertThat(logsIn(made, PasswordScope.RECEIVE)).isTrue();
        assertThat(commands.run("user", "password", "revoke", "taro@example.org", "phone"))
                .isZero();
        assertThat(logsIn(made, PasswordScope.RECEIVE)).isFalse();
        assertThat(commands.err()).isEmpty();
        commands.run("user", "password", "revoke", "taro@example.org", "main");
        assertThat(commands.err()).contains("has no password left and cannot log in");
    }

    @Test
    void whatIsWrongIsSaidAndChangesNothing() {
        assertRefused("is not a day", "change", "taro@example.org", "main", "--expires", "soon");
        assertRefused("is over already", "change", "taro@example.org", "main", "--expires", "2020-01-31");
        assertRefused("--scope", "change", "taro@example.org", "main", "--keep");
        assertRefused("Invalid value", "add", "taro@example.org", "phone", "--scope", "all");
        assertRefused("there is no password phone", "revoke", "taro@example.org", "phone");
        assertRefused("a password main already", "add", "taro@example.org", "main");
        assertRefused("named by 1 to 40", "add", "taro@example.org", "my phone");
        assertRefused("no such user", "list", "hanako@example.org");
        commands.run("user", "password", "list");
        assertThat(commands.out()).hasLineCount(2).contains("never");
    }

    private void assertRefused(String why, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "user";
        all[1] = "password";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        assertThat(commands.run(all)).isNotZero();
        assertThat(commands.err()).contains(why);
    }

    @Test
    void aDisabledUserCannotLogInUntilEnabledAndIsShown() {
        assertThat(commands.run("user", "disable", "taro@example.org")).isZero();
        assertThat(logsIn("pässword", PasswordScope.BOTH)).isFalse();
        commands.run("user", "list");
        assertThat(commands.out()).contains("taro@example.org  disabled since 20");
        assertThat(commands.run("user", "disable", "taro@example.org")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("it is so already");
        assertThat(commands.run("user", "enable", "taro@example.org")).isZero();
        assertThat(logsIn("pässword", PasswordScope.BOTH)).isTrue();
    }

    @Test
    void whoIsExposedAndWhoHasNotLoggedInIsListedAlone() throws Exception {
        commands.pipe(CRYPTED + "\n").run("user", "add", "--password-hash", "hanako@example.org");
        try (Store store = store()) {
            store.users().expose(TARO);
            store.users()
                    .passwords()
                    .used(Map.of(new Passwords.Id(TARO, "main"), new PasswordUse(Instant.now(), "192.0.2.1")));
        }
        commands.run("user", "list", "--exposed");
        assertThat(commands.out()).contains("taro@example.org  exposed").doesNotContain("hanako");
        commands.run("user", "list", "--unused-since", "30d");
        assertThat(commands.out()).as("both are younger").isEmpty();
        commands.run("user", "list", "--unused-since", "2999-01-01", "--json");
        JsonNode all = new ObjectMapper().readTree(commands.out());
        assertThat(all.get(0).get("name").asText()).isEqualTo("hanako@example.org");
        assertThat(all.get(0).get("lastLogin").isNull()).isTrue();
        assertThat(Instant.parse(all.get(1).get("lastLogin").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(commands.run("user", "list", "--unused-since", "spring")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--unused-since spring is no time");
        commands.run("user", "password", "list", "taro@example.org");
        assertThat(commands.out()).contains("192.0.2.1");
    }
}
