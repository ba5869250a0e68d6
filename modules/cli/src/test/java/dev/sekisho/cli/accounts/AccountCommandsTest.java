// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.core.Username;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCommandsTest {
    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
    }

    @Test
    void aUserIsMadeInALocalDomainAndCanLogIn() {
        assertThat(commands.run("domain", "add", "example.org")).isZero();
        assertThat(commands.pipe("s3cret\n").run("user", "add", "taro@example.org", "--password-stdin"))
                .isZero();
        assertThat(commands.out()).isEqualToIgnoringNewLines("added taro@example.org");
        assertThat(verifies("taro@example.org", "s3cret")).isTrue();
    }

    @Test
    void aRandomPasswordIsPrintedOnceAndWorks() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.run("user", "add", "taro@example.org", "--random-password"))
                .isZero();
        String password = commands.out().strip().replaceAll(".* password ", "");
        assertThat(password).hasSize(20);
        assertThat(verifies("taro@example.org", password)).isTrue();
    }

    @Test
    void aPasswordIsTypedTwiceWithoutBeingSeen() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.type("one", "one").run("user", "add", "taro@example.org"))
                .isZero();
        assertThat(commands.out()).doesNotContain("one");
        assertThat(commands.type("two", "three").run("user", "passwd", "taro@example.org"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(verifies("taro@example.org", "one")).isTrue();
    }

    @Test
    void anotherPasswordEndsTheOldOne() {
        commands.run("domain", "add", "example.org");
        commands.pipe("old\n").run("user", "add", "taro@example.org", "--password-stdin");
        assertThat(commands.pipe("new\n").run("user", "passwd", "taro@example.org", "--password-stdin"))
                .isZero();
        assertThat(verifies("taro@example.org", "old")).isFalse();
        assertThat(verifies("taro@example.org", "new")).isTrue();
    }

    @Test
    void whereNobodySitsAPasswordMustBePipedIn() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.run("user", "add", "taro@example.org")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--password-stdin");
        assertThat(commands.run("user", "add", "taro@example.org", "--password-stdin"))
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aPasswordIsNoArgument() {
        assertThat(commands.run("user", "add", "taro@example.org", "s3cret")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aUserOfAnotherDomainIsRefusedWithAdvice() {
        assertThat(commands.pipe("x\n").run("user", "add", "taro@example.org", "--password-stdin"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("domain add");
    }

    @Test
    void usersAreListedAndRemoved() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        commands.run("user", "add", "hanako@example.org", "--random-password");
        commands.run("user", "list");
        assertThat(commands.out()).isEqualToNormalizingNewlines("hanako@example.org\ntaro@example.org\n");
        assertThat(commands.run("user", "remove", "taro@example.org")).isZero();
        commands.run("user", "list", "--json");
        assertThat(commands.out()).isEqualToIgnoringWhitespace("[\"hanako@example.org\"]");
        assertThat(commands.run("user", "remove", "taro@example.org")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void domainsAreListedWithTheDefaultAndRemovedWhenEmpty() {
        commands.run("domain", "add", "example.org");
        commands.run("domain", "add", "example.net");
        assertThat(commands.run("domain", "default", "example.net")).isZero();
        commands.run("domain", "list");
        assertThat(commands.out()).isEqualToNormalizingNewlines("example.net  (default)\nexample.org\n");
        commands.run("user", "add", "taro@example.org", "--random-password");
        assertThat(commands.run("domain", "remove", "example.org")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("still has users");
        assertThat(commands.run("domain", "remove", "example.net")).isZero();
    }

    @Test
    void aliasesAreAddedListedAndRemoved() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        assertThat(commands.run("alias", "add", "info@example.org", "taro@example.org"))
                .isZero();
        commands.run("alias", "list");
        assertThat(commands.out()).containsPattern("info@example.org +taro@example.org");
        assertThat(commands.run("alias", "remove", "info@example.org", "taro@example.org"))
                .isZero();
        assertThat(commands.run("alias", "remove", "info@example.org", "taro@example.org"))
                .isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void whatIsNoAddressOrDomainIsAUsageFault() {
        assertThat(commands.run("user", "remove", "taro")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("domain", "add", "exa mple")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("alias", "add", "info", "taro@example.org")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aFolderWithoutAConfigurationIsNoHome() throws Exception {
        Files.delete(folder.resolve("conf"));
        assertThat(commands.run("user", "list")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--home");
        assertThat(folder.resolve("var")).doesNotExist();
    }

    private boolean verifies(String user, String password) {
        Path file = folder.resolve("var").resolve("sekisho.db");
        try (Store store = Store.open(StoreSettings.Sqlite.at(file))) {
            return store.users().verify(Username.of(user), password);
        }
    }
}
