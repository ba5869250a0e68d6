// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.body.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void whoIsRemovedLeavesMailboxesUntilTheyAreRemovedToo() {
        commands.run("domain", "add", "example.org");
        for (String name : List.of("taro", "hanako")) {
            commands.pipe("s3cret\n").run("user", "add", name + "@example.org", "--password-stdin");
        }
        deliverTo("taro@example.org", "hanako@example.org");

        assertThat(commands.run("user", "remove", "taro@example.org")).isZero();
        assertThat(commands.out())
                .contains("removed taro@example.org")
                .contains("1 mailbox with 1 message, 6 octets stay")
                .contains("user remove --mailboxes taro@example.org");
        assertThat(number("SELECT COUNT(*) FROM messages")).isEqualTo(2);

        assertThat(commands.run("user", "remove", "--mailboxes", "taro@example.org"))
                .isZero();
        assertThat(commands.out()).contains("removed 1 mailbox with 1 message, 6 octets");
        assertThat(number("SELECT COUNT(*) FROM mailboxes")).isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM bodies")).as("hanako has it").isEqualTo(1);

        assertThat(commands.run("user", "remove", "--mailboxes", "hanako@example.org"))
                .isZero();
        assertThat(commands.out()).contains("removed hanako@example.org").contains("removed 1 mailbox");
        assertThat(number("SELECT COUNT(*) FROM bodies")).isZero();
        assertThat(commands.run("user", "remove", "--mailboxes", "hanako@example.org"))
                .isEqualTo(ExitCodes.FAILED);
    }

    private void deliverTo(String... users) {
        try (Store store = store()) {
            NewBody body;
            try (Upload upload = store.bodies().upload()) {
                upload.write("a\r\nb\r\n".getBytes(StandardCharsets.US_ASCII));
                body = upload.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store.database().write(sql -> {
                long id = body.attach(sql);
                for (String user : users) {
                    long mailbox = sql.insert(
                            "INSERT INTO mailboxes (owner, namespace, name, uid_validity, last_uid, modseq, messages,"
                                    + " unseen, octets, recent_from) VALUES (?, '#private', 'INBOX', 1, 1, 1, 1, 1, 6, 1)"
                                    + " RETURNING id",
                            user);
                    sql.update(
                            "INSERT INTO messages VALUES (?, 1, 1, 0, '', 6, 0, 0, 0, zeroblob(16), zeroblob(16), ?, '', NULL)",
                            mailbox,
                            id);
                }
                return true;
            });
        }
    }

    private long number(String query) {
        try (Store store = store()) {
            return store.database().read(sql -> sql.number(query));
        }
    }

    private Store store() {
        return Store.open(StoreSettings.Sqlite.at(folder.resolve("var/sekisho.db")));
    }

    @Test
    void theNearestLimitOfAUserCounts() {
        commands.run("domain", "add", "example.org");
        deliverTo("taro@example.org");
        assertThat(commands.run("quota", "set", "all", "--size", "2GiB")).isZero();
        assertThat(commands.run("quota", "set", "example.org", "--messages", "1000"))
                .isZero();
        assertThat(commands.run("quota", "show", "taro@example.org")).isZero();
        assertThat(commands.out()).containsPattern("messages +1 +1000").containsPattern("octets +6 +2147483648");

        assertThat(commands.run("quota", "set", "taro@example.org", "--messages", "unlimited", "--size", "500MiB"))
                .isZero();
        assertThat(commands.run("quota", "show", "taro@example.org", "--json")).isZero();
        assertThat(commands.out()).contains("\"mostOctets\" : 524288000").doesNotContain("mostMessages");
        assertThat(commands.run("quota", "list")).isZero();
        assertThat(commands.out())
                .containsPattern("example.org +1000 +-")
                .containsPattern("all +- +2147483648")
                .containsPattern("taro@example.org +unlimited +524288000");

        assertThat(commands.run("quota", "remove", "all")).isZero();
        assertThat(commands.run("quota", "remove", "all")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("quota", "set", "all")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("quota", "set", "all", "--size", "2 horses")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aLimitForNobodyIsSetWithAWarning() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.run("quota", "set", "nobody@example.org", "--size", "2GiB"))
                .isZero();
        assertThat(commands.out()).contains("set for nobody@example.org");
        assertThat(commands.err())
                .contains("there is no user nobody@example.org")
                .contains("'quota remove nobody@example.org'");
        assertThat(commands.run("quota", "set", "exmaple.org", "--size", "2GiB"))
                .isZero();
        assertThat(commands.err()).contains("there is no local domain exmaple.org");
        assertThat(commands.run("quota", "set", "example.org", "--size", "2GiB"))
                .isZero();
        assertThat(commands.err()).isEmpty();
        assertThat(commands.run("quota", "set", "all", "--size", "2GiB")).isZero();
        assertThat(commands.err()).isEmpty();
    }

    @Test
    void nobodyKeepsNothingWithinALimit() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.run("quota", "show", "nobody@example.org")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("there is no user nobody@example.org");
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
        assertThat(commands.out()).isEqualToIgnoringWhitespace("[{\"name\":\"hanako@example.org\",\"exposed\":null}]");
        assertThat(commands.run("user", "remove", "taro@example.org")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void anAccountWhosePasswordWasSentInCleartextIsShownUntilItIsChanged() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        expose("taro@example.org");
        commands.run("user", "list");
        assertThat(commands.out()).startsWith("taro@example.org  exposed: its password was sent in cleartext on 20");
        commands.run("user", "list", "--json");
        assertThat(commands.out()).contains("\"exposed\"").doesNotContain("null");
        assertThat(commands.run("user", "passwd", "taro@example.org", "--random-password"))
                .isZero();
        commands.run("user", "list");
        assertThat(commands.out()).isEqualToIgnoringNewLines("taro@example.org");
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

    private void expose(String user) {
        Path file = folder.resolve("var").resolve("sekisho.db");
        try (Store store = Store.open(StoreSettings.Sqlite.at(file))) {
            assertThat(store.users().expose(Username.of(user))).isTrue();
        }
    }

    private boolean verifies(String user, String password) {
        Path file = folder.resolve("var").resolve("sekisho.db");
        try (Store store = Store.open(StoreSettings.Sqlite.at(file))) {
            return store.users().verify(Username.of(user), password);
        }
    }
}
