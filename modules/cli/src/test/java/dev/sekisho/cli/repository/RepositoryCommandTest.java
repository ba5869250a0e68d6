// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.repository.SqlMailRepository;
import dev.sekisho.store.repository.SqlMailRepositoryUrlStore;
import dev.sekisho.store.sql.DatabaseSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryCommandTest {
    private static final byte[] MESSAGE =
            "Subject: caf\u00e9\u001b[2J\r\n folded\r\n\r\nthe body\u00ff\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.run("repository", "list");
        Files.writeString(folder.resolve("conf/mailetcontainer.xml"), """
                <mailetcontainer>
                  <processors>
                    <processor state="root"/>
                    <processor state="transport"/>
                  </processors>
                </mailetcontainer>
                """);
    }

    private void kept(String repository, String... names) throws Exception {
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")))) {
            new SqlMailRepositoryUrlStore(store.database()).add(MailRepositoryUrl.from("store://" + repository + "/"));
            SqlMailRepository mails = new SqlMailRepository(store.database(), MailRepositoryPath.from(repository));
            for (String name : names) {
                mails.store(MailImpl.builder()
                        .name(name)
                        .sender("us@us.example")
                        .addRecipient("a@far.example")
                        .state("error")
                        .errorMessage("no such table\n\tat a.trace")
                        .addAttribute(Attribute.convertToAttribute("colour", "red"))
                        .mimeMessage(new MimeMessage(
                                Session.getInstance(new Properties()), new ByteArrayInputStream(MESSAGE)))
                        .build());
            }
        }
    }

    private JsonNode json(String... command) throws Exception {
        assertThat(commands.run(command)).as(commands.err()).isZero();
        return JsonOutput.parse(commands.out());
    }

    private JsonNode errors() throws Exception {
        return json("repository", "list", "error", "--json");
    }

    @Test
    void saysThatNothingWasPutAside() throws Exception {
        assertThat(commands.run("repository", "list")).isZero();
        assertThat(commands.out().strip()).isEqualTo("no mail was ever put into a repository");
        assertThat(json("repository", "list", "--json")).isEmpty();
    }

    @Test
    void listsRepositoriesWithCountsAndSizes() throws Exception {
        kept("var/mail/error", "one", "two");
        assertThat(commands.run("repository", "list")).isZero();
        assertThat(commands.out()).containsPattern("var/mail/error +2 +" + 2 * MESSAGE.length);
        JsonNode error = json("repository", "list", "--json").get(0);
        assertThat(error.get("mails").asLong()).isEqualTo(2);
        assertThat(error.get("octets").asLong()).isEqualTo(2L * MESSAGE.length);
    }

    @Test
    void listsTheMailOfOneWithItsErrorOnOneLine() throws Exception {
        kept("var/mail/error", "one");
        assertThat(commands.run("repository", "list", "var/mail/error")).isZero();
        assertThat(commands.out())
                .contains("one", "<us@us.example>", "<a@far.example>", "no such table")
                .doesNotContain("a.trace");
        assertThat(errors().get(0).get("error").asText()).contains("a.trace");
    }

    @Test
    void isCalledByItsPathItsUrlOrItsLastWordIfThatIsEnough() throws Exception {
        kept("var/mail/error", "one");
        for (String name : new String[] {"var/mail/error", "store://var/mail/error/", "error"}) {
            assertThat(commands.run("repository", "list", name)).as(name).isZero();
        }
        kept("var/other/error", "two");
        assertThat(commands.run("repository", "list", "error")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("var/mail/error, var/other/error");
        assertThat(commands.run("repository", "list", "nowhere")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void aLongRepositoryIsListedToItsEnd() throws Exception {
        int mails = 450;
        String[] names = new String[mails];
        for (int number = 0; number < mails; number++) {
            names[number] = "mail-" + number;
        }
        kept("var/mail/error", names);
        assertThat(errors()).hasSize(mails);
        assertThat(commands.run("repository", "resend", "error", "--all")).isZero();
        assertThat(commands.out()).contains("450 mails moved into the spool");
        assertThat(errors()).isEmpty();
        assertThat(json("spool", "list", "--json")).hasSize(mails);
    }

    @Test
    void showsEnvelopeAttributesErrorAndHeaderWithoutControlCharacters() throws Exception {
        kept("var/mail/error", "one");
        assertThat(commands.run("repository", "show", "error", "one")).isZero();
        assertThat(commands.out())
                .contains("<us@us.example>", "<a@far.example>", "processor error", "a.trace", "attribute colour: red")
                .contains("Subject: caf", " folded")
                .doesNotContain("the body", "\u001b");
        JsonNode mail = json("repository", "show", "error", "one", "--json");
        assertThat(mail.at("/attributes/colour").asText()).isEqualTo("red");
        assertThat(mail.get("header")).hasSize(2);
    }

    @Test
    void exportsTheOctetsToStandardOutput() throws Exception {
        kept("var/mail/error", "one");
        assertThat(commands.run("repository", "export", "error", "one")).isZero();
        assertThat(commands.octets()).isEqualTo(MESSAGE);
        assertThat(commands.out()).isEmpty();
    }

    @Test
    void exportsTheOctetsToAFileOfItsOwner() throws Exception {
        kept("var/mail/error", "one");
        Path file = folder.resolve("one.eml");
        assertThat(commands.run("repository", "export", "error", "one", file.toString()))
                .isZero();
        assertThat(file).hasBinaryContent(MESSAGE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "mine");
        assertThat(commands.run("repository", "export", "error", "one", file.toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(file).hasContent("mine");
        assertThat(commands.run("repository", "export", "error", "one", file.toString(), "--overwrite"))
                .isZero();
        assertThat(file).hasBinaryContent(MESSAGE);
        assertThat(errors()).hasSize(1);
    }

    @Test
    void movesAMailIntoTheSpoolAtTheProcessorThatIsNamed() throws Exception {
        kept("var/mail/error", "one", "two");
        assertThat(commands.run("repository", "resend", "error", "one", "--processor", "transport"))
                .isZero();
        assertThat(errors()).hasSize(1);
        JsonNode spooled = json("spool", "list", "--json");
        assertThat(spooled.findValuesAsText("name")).containsExactly("one");
        assertThat(spooled.findValuesAsText("processor")).containsExactly("transport");
        assertThat(spooled.findValuesAsText("state")).containsExactly("ready");
    }

    @Test
    void aProcessorThatThereIsNotIsRefused() throws Exception {
        kept("var/mail/error", "one");
        assertThat(commands.run("repository", "resend", "error", "one", "--processor", "transprot"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("root, transport");
        assertThat(errors()).hasSize(1);
    }

    @Test
    void whereOneKeyIsWrongNothingIsDone() throws Exception {
        kept("var/mail/error", "one");
        assertThat(commands.run("repository", "resend", "error", "one", "three"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("there is no mail three");
        assertThat(commands.run("repository", "remove", "error", "one", "three", "--yes"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("repository", "resend", "error")).isEqualTo(ExitCodes.USAGE);
        assertThat(errors()).hasSize(1);
    }

    @Test
    void asksBeforeItRemoves() throws Exception {
        kept("var/mail/error", "one", "two", "three");
        assertThat(commands.run("repository", "remove", "error", "one")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.type("n").run("repository", "remove", "error", "one"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(errors()).hasSize(3);
        assertThat(commands.type("y").run("repository", "remove", "error", "one"))
                .isZero();
        assertThat(errors()).hasSize(2);
        assertThat(commands.run("repository", "remove", "error", "--all", "--yes"))
                .isZero();
        assertThat(errors()).isEmpty();
    }
}
