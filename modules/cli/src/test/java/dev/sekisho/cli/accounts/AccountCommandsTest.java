// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mailbox.change.AccountFolders;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.sql.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
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
    void aDomainInAnyLettersIsTheOneThatTheDnsHas() {
        assertThat(commands.run("domain", "add", "Bücher.example.")).isZero();
        assertThat(commands.err()).contains("is taken as xn--bcher-kva.example");
        assertThat(commands.out()).contains("added xn--bcher-kva.example").contains("bücher.example");
        assertThat(commands.run("domain", "add", "xn--bcher-kva.example")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is a local domain already");
        assertThat(commands.run("domain", "add", "bücher.example")).isEqualTo(ExitCodes.FAILED);
        commands.run("domain", "list");
        assertThat(commands.out())
                .contains("xn--bcher-kva.example  bücher.example  (default)")
                .hasLineCount(1);
        commands.run("domain", "list", "--json");
        assertThat(commands.out())
                .contains("\"name\" : \"xn--bcher-kva.example\"")
                .contains("\"unicodeName\" : \"bücher.example\"");
        assertThat(commands.pipe("s3cret\n").run("user", "add", "\"x\"@bücher.example", "--password-stdin"))
                .isZero();
        assertThat(commands.err()).contains("is taken as x@xn--bcher-kva.example");
        assertThat(commands.run("quota", "set", "bücher.example", "--size", "1GiB"))
                .isZero();
        assertThat(commands.err()).doesNotContain("warning");
        assertThat(commands.run("user", "remove", "x@bücher.example")).isZero();
        assertThat(commands.run("domain", "remove", "bücher.example")).isZero();
    }

    @Test
    void whatSmtpWouldRefuseIsRefusedWithWhy() {
        commands.run("domain", "add", "example.org");
        assertRefused("has an underscore", "domain", "add", "a_b.example");
        assertRefused("has a blank", "domain", "add", "a b.example");
        assertRefused("hyphen", "domain", "add", "a-.example");
        assertRefused("IP address", "domain", "add", "192.0.2.1");
        assertRefused("U+001B", "domain", "add", "a\u001b[31m.example");
        assertRefused("64 (RFC 5321", "user", "add", "a".repeat(65) + "@example.org", "--random-password");
        assertRefused("U+001B", "user", "add", "a\u001b[31m@example.org", "--random-password");
        assertRefused("SMTPUTF8", "user", "add", "ü@example.org", "--random-password");
        assertRefused("U+0007", "alias", "add", "a\u0007@example.org", "b@example.net");
        assertRefused("has an underscore", "alias", "add", "a@example.org", "b@a_b.example");
        assertRefused("has an underscore", "quota", "set", "a_b.example", "--size", "1GiB");
        assertThat(commands.run("user", "add", "*@example.org", "--random-password"))
                .as("it would be everybody")
                .isEqualTo(ExitCodes.FAILED);
    }

    private void assertRefused(String why, String... command) {
        assertThat(commands.run(command)).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains(why).doesNotContain("\u001b").doesNotContain("\u0007");
    }

    @Test
    void whatAnEarlierVersionTookIsNamedAndCanBeRemoved() {
        commands.run("domain", "add", "example.org");
        String longName = "a".repeat(70) + "@example.org";
        try (Store store = store()) {
            store.database().write(sql -> {
                for (String name : List.of("a_b.example", "bücher.example")) {
                    sql.update("INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)", name);
                }
                sql.update(
                        "INSERT INTO users (name, domain, added, changed) VALUES (?, 'example.org', 0, 0)", longName);
                return true;
            });
        }
        commands.run("domain", "list");
        assertThat(commands.out())
                .contains("a_b.example  (no mail comes for it: it has an underscore")
                .contains("(no mail comes for it: in SMTP it is xn--bcher-kva.example");
        assertThat(commands.run("domain", "remove", "a_b.example")).isZero();
        assertThat(commands.run("domain", "remove", "bücher.example")).isZero();
        assertThat(commands.run("user", "remove", longName)).isZero();
        commands.run("domain", "list");
        assertThat(commands.out()).hasLineCount(1);
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
                .contains("6 mailboxes with 1 message, 6 octets stay")
                .contains("user remove --mailboxes taro@example.org");
        assertThat(number("SELECT COUNT(*) FROM messages")).isEqualTo(2);

        assertThat(commands.run("user", "remove", "--mailboxes", "taro@example.org"))
                .isZero();
        assertThat(commands.out()).contains("removed 6 mailboxes with 1 message, 6 octets");
        assertThat(number("SELECT COUNT(*) FROM mailboxes")).isEqualTo(6);
        assertThat(number("SELECT COUNT(*) FROM bodies")).as("hanako has it").isEqualTo(1);

        assertThat(commands.run("user", "remove", "--mailboxes", "hanako@example.org"))
                .isZero();
        assertThat(commands.out()).contains("removed hanako@example.org").contains("removed 6 mailboxes");
        assertThat(number("SELECT COUNT(*) FROM bodies")).isZero();
        assertThat(commands.run("user", "remove", "--mailboxes", "hanako@example.org"))
                .isEqualTo(ExitCodes.FAILED);
    }

    private void deliverTo(String... users) {
        try (Store store = store()) {
            UnattachedBody body;
            try (BodyUpload upload = store.bodies().upload()) {
                upload.write("a\r\nb\r\n".getBytes(StandardCharsets.US_ASCII));
                body = upload.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store.database().write(sql -> {
                long id = body.attach(sql);
                for (String user : users) {
                    long mailbox = AccountFolders.provide(sql, Username.of(user));
                    sql.update(
                            "UPDATE mailboxes SET last_uid = 1, messages = 1, unseen = 1, octets = 6 WHERE id = ?",
                            mailbox);
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
        return Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var/sekisho.db")));
    }

    @Test
    void theNearestLimitOfAUserCounts() {
        commands.run("domain", "add", "example.org");
        deliverTo("taro@example.org");
        assertThat(commands.run("quota", "set", "all", "--size", "2GiB")).isZero();
        assertThat(commands.run("quota", "set", "example.org", "--messages", "1000"))
                .isZero();
        assertThat(commands.run("quota", "show", "taro@example.org")).isZero();
        assertThat(commands.out()).containsPattern("messages +1 +1000").containsPattern("size +6 octets +2GiB");

        assertThat(commands.run("quota", "set", "taro@example.org", "--messages", "unlimited", "--size", "500MiB"))
                .isZero();
        assertThat(commands.run("quota", "show", "taro@example.org", "--json")).isZero();
        assertThat(commands.out()).contains("\"mostOctets\" : 524288000").doesNotContain("mostMessages");
        assertThat(commands.run("quota", "list")).isZero();
        assertThat(commands.out())
                .containsPattern("example.org +1000 +-")
                .containsPattern("all +- +2GiB")
                .containsPattern("taro@example.org +unlimited +500MiB");

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
        assertThat(commands.out())
                .isEqualToIgnoringWhitespace(
                        "[{\"name\":\"hanako@example.org\",\"exposed\":null,\"disabled\":null,\"popBeforeSmtp\":false,\"atLimitUntil\":null}]");
        assertThat(commands.run("user", "remove", "taro@example.org")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void anAccountForWhichALoginInCleartextWasTriedIsShownUntilItsPasswordIsChanged() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        expose("taro@example.org");
        commands.run("user", "list");
        assertThat(commands.out())
                .startsWith("taro@example.org  exposed: somebody tried a login for it in cleartext on 20")
                .contains("; if it was its owner, the password may have been read: change it by 'user passwd'");
        commands.run("user", "list", "--json");
        assertThat(commands.out()).contains("\"exposed\"").doesNotContain("\"exposed\" : null");
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
    void mailOfAUserIsForwardedShownAndKeptAgain() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        assertThat(commands.run("user", "forward", "taro@example.org", "--to", "a@example.net", "--keep"))
                .isZero();
        assertThat(commands.out()).contains("taro@example.org -> a@example.net, and kept");
        assertThat(commands.err()).contains("a loop ends");
        assertThat(commands.run("user", "forward")).isZero();
        assertThat(commands.out()).containsPattern("taro@example.org +a@example.net +yes");
        assertThat(commands.run("user", "forward", "taro@example.org", "--to", "taro@example.org"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("user", "forward", "taro@example.org", "--to", "nobody@example.org"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("user", "forward", "taro@example.org", "--off")).isZero();
        assertThat(commands.run("user", "forward", "taro@example.org", "--off")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("user", "forward", "--off")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("user", "forward", "taro@example.org", "--json"))
                .isZero();
        assertThat(commands.out()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void anAliasOfNobodyIsRefusedAndWhoIsPointedAtIsRemovedWithAWarning() {
        commands.run("domain", "add", "example.org");
        assertThat(commands.run("alias", "add", "info@example.org", "taro@example.org"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("taro@example.org").contains("--unknown-target");
        assertThat(commands.run("alias", "add", "info@example.org", "taro@example.org", "--unknown-target"))
                .isZero();
        commands.run("user", "add", "taro@example.org", "--random-password");
        assertThat(commands.run("alias", "add", "taro@example.org", "a@example.net"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("user forward");
        assertThat(commands.run("user", "remove", "taro@example.org")).isZero();
        assertThat(commands.err()).contains("mail for info@example.org goes to taro@example.org still");
    }

    @Test
    void whatAUserMaySendAsIsGrantedListedWithItsReasonAndTakenBack() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        commands.run("user", "add", "hanako@example.org", "--random-password");
        commands.run("alias", "add", "info@example.org", "taro@example.org");
        commands.run("alias", "add", "*@example.org", "taro@example.org");
        assertThat(commands.run("user", "may-send", "add", "taro@example.org", "Hanako@example.org"))
                .isZero();
        assertThat(commands.err()).isEmpty();
        assertThat(commands.run("user", "may-send", "add", "taro@example.org", "<>"))
                .isZero();
        assertThat(commands.run("user", "may-send", "list", "taro@example.org")).isZero();
        assertThat(commands.out())
                .containsPattern("taro@example.org +taro@example.org +own")
                .containsPattern("taro@example.org +info@example.org +alias of taro@example.org")
                .containsPattern("taro@example.org +<> +granted")
                .containsPattern("taro@example.org +hanako@example.org +granted")
                .doesNotContain("*@");
        assertThat(commands.run("user", "may-send", "remove", "taro@example.org", "hanako@example.org"))
                .isZero();
        assertThat(commands.run("user", "may-send", "remove", "taro@example.org", "hanako@example.org"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("user", "may-send", "list", "--json")).isZero();
        assertThat(commands.out())
                .contains("\"why\" : \"alias\"", "\"target\" : \"taro@example.org\"")
                .doesNotContain("\"sender\" : \"hanako@example.org\",\n    \"why\" : \"granted\"");
    }

    @Test
    void aGrantForNobodyHereIsMadeWithAWarningAndAPatternIsNone() {
        commands.run("domain", "add", "example.org");
        commands.run("user", "add", "taro@example.org", "--random-password");
        assertThat(commands.run("user", "may-send", "add", "taro@example.org", "nobody@example.org"))
                .isZero();
        assertThat(commands.err()).contains("nobody@example.org is neither a user nor an alias here");
        assertThat(commands.run("user", "may-send", "add", "taro@example.org", "@example.net"))
                .isZero();
        assertThat(commands.err()).contains("example.net is not a local domain");
        assertThat(commands.run("user", "may-send", "add", "taro@example.org", "*@example.org"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("user", "may-send", "add", "nobody@example.org", "@example.org"))
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
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(file))) {
            assertThat(store.users().expose(Username.of(user))).isTrue();
        }
    }

    @Test
    void aRewrittenSenderIsDecodedAlsoAfterANewSecret() throws Exception {
        commands.run("domain", "add", "example.org");
        String rewritten;
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var/sekisho.db")))) {
            rewritten = new SrsRewriter(store.database(), Clock.systemUTC())
                    .rewritten(new MailAddress("a@elsewhere.example"), Domain.of("example.org"))
                    .asString();
        }
        assertThat(commands.run("srs", "new-secret")).isZero();
        assertThat(commands.run("srs", "decode", rewritten)).isZero();
        assertThat(commands.out()).isEqualToIgnoringNewLines("a@elsewhere.example");
        String other = rewritten.matches("[^=]*=[Zz].*") ? "=Y" : "=Z";
        assertThat(commands.run("srs", "decode", rewritten.replaceFirst("=.", other)))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("this server did not make it");
    }

    private boolean verifies(String user, String password) {
        Path file = folder.resolve("var").resolve("sekisho.db");
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(file))) {
            return store.users().verify(Username.of(user), password);
        }
    }
}
