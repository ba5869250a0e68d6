// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertCommandsTest {
    private static final String HOST = "mail.example.org";
    private static final Duration LONG = Duration.ofDays(90);

    @TempDir
    Path folder;

    private CommandLineFixture commands;
    private Path conf;
    private Path newCertificate;
    private Path newKey;

    @BeforeEach
    void home() throws IOException {
        commands = new CommandLineFixture(folder.resolve("home"));
        conf = commands.home().resolve("conf");
        Files.writeString(conf.resolve("sekisho.xml"), "<sekisho><hostname>" + HOST + "</hostname></sekisho>");
        commands.configureSmtp(587, "<policy>submission</policy>");
        newCertificate = folder.resolve("new.pem");
        newKey = folder.resolve("new.key");
    }

    private MadeCertificate listed() throws IOException {
        MadeCertificate made = MadeCertificate.of(HOST, Duration.ofDays(5));
        made.write(conf.resolve("mail.pem"), conf.resolve("mail.key"));
        tls("<identity name=\"mail\"><certificate>mail.pem</certificate><key>mail.key</key></identity>");
        return made;
    }

    private void tls(String identities) throws IOException {
        Files.writeString(conf.resolve("tls.xml"), "<tls>" + identities + "</tls>");
    }

    private int importNew(String... options) {
        return commands.run(Stream.concat(
                        Stream.of("cert", "import", newCertificate.toString(), "--key", newKey.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private JsonNode first() throws IOException {
        commands.run("cert", "list", "--json");
        return JsonOutput.parse(commands.out()).get(0);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void listsAnIdentityWithItsUsesAndItsProblems() throws IOException {
        listed();
        assertThat(commands.run("cert", "list")).isZero();
        assertThat(commands.out())
                .containsPattern("mail +mail.example.org +ECDSA 256 +CN=Test CA +20..-..-.. +4 days +sha256/.{44}\\n")
                .containsPattern("mail.pem, .*mail.key +submission +clients that name no host, mail.example.org\\n")
                .contains("problem: identity mail: its certificate expires at")
                .contains("in less than 7 days");
    }

    @Test
    void listsForProgramsToo() throws IOException {
        listed();
        JsonNode mail = first();
        assertThat(mail.path("usable").asBoolean()).isTrue();
        assertThat(mail.path("daysLeft").asInt()).isEqualTo(4);
        assertThat(mail.path("chainLength").asInt()).isEqualTo(2);
        assertThat(mail.path("presentedFor").get(0).asText()).isEqualTo(HOST);
    }

    @Test
    void marksAnIdentityThatCannotBeUsedAndTellsOfItsCertificateAllTheSame() throws IOException {
        MadeCertificate.of(HOST, Duration.ofDays(-1)).write(conf.resolve("mail.pem"), conf.resolve("mail.key"));
        tls("<identity name=\"mail\"><certificate>mail.pem</certificate><key>mail.key</key></identity>");
        assertThat(commands.run("cert", "list")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .containsPattern("mail \\(!\\) +mail.example.org +ECDSA 256 .* -2 days|-1 days")
                .contains("nothing: it cannot be used")
                .contains("the certificate was valid until");
    }

    @Test
    void tellsThatAnotherIdentityComesFirst() throws IOException {
        MadeCertificate.of(HOST, LONG).write(conf.resolve("a.pem"), conf.resolve("a.key"));
        MadeCertificate.of(HOST, LONG).write(conf.resolve("b.pem"), conf.resolve("b.key"));
        tls("<identity name=\"a\"><certificate>a.pem</certificate><key>a.key</key></identity>"
                + "<identity name=\"b\"><certificate>b.pem</certificate><key>b.key</key></identity>");
        assertThat(commands.run("cert", "list")).isZero();
        assertThat(commands.out()).containsPattern("b.key +submission +nothing: others come first");
    }

    @Test
    void takesTheAuthoritysChainFromAFileOfItsOwn() throws IOException {
        MadeCertificate made = MadeCertificate.of(HOST, LONG);
        made.write(newCertificate, newKey);
        Path chain = folder.resolve("ca.pem");
        Files.writeString(
                chain, made.chainPem(true).substring(made.chainPem(false).length()));
        Files.writeString(newCertificate, "\ufeff" + made.chainPem(false).replace("\n", "\r\n"));
        listed();
        Files.writeString(conf.resolve("ca.pem"), "");
        tls(
                "<identity name=\"mail\"><certificate>mail.pem</certificate><chain>ca.pem</chain><key>mail.key</key></identity>");

        assertThat(importNew("--chain", chain.toString())).isZero();

        assertThat(commands.err()).doesNotContain("the issuer's certificate");
        assertThat(Files.readString(conf.resolve("ca.pem"))).isEqualTo(Files.readString(chain));
        JsonNode mail = first();
        assertThat(mail.path("chainLength").asInt()).isEqualTo(2);
        assertThat(mail.path("files").size()).isEqualTo(3);
        assertThat(mail.path("problems")).isEmpty();
    }

    @Test
    void tellsOfAnOwnNameThatNoIdentityHasAndOfAKeyThatTwoHave() throws IOException {
        MadeCertificate.of("other.example.org", LONG).write(conf.resolve("a.pem"), conf.resolve("a.key"));
        tls("<identity name=\"a\"><certificate>a.pem</certificate><key>a.key</key></identity>"
                + "<identity name=\"b\"><certificate>a.pem</certificate><key>a.key</key></identity>");

        assertThat(commands.run("cert", "list")).isZero();

        assertThat(commands.out())
                .containsOnlyOnce("problem: no identity has the name " + HOST)
                .containsOnlyOnce("identity b: its key is that of the identity a too");
    }

    @Test
    void beforeTheFirstStartThereIsNothingToList() {
        assertThat(commands.run("cert", "list")).isZero();
        assertThat(commands.out()).contains("a self-signed one is made at the first start");
    }

    @Test
    void putsANewCertificateInPlaceOfTheOldOneOfItsNameAndKeepsThatAside() throws IOException {
        MadeCertificate old = listed();
        old.next(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).as(commands.err()).isZero();
        assertThat(commands.out())
                .contains("identity mail: ECDSA 256 for [mail.example.org], issued by CN=Test CA")
                .contains("wrote " + conf.resolve("mail.pem"))
                .contains("wrote " + conf.resolve("mail.key"))
                .containsPattern("kept the former files in .*mail\\.key\\..*\\.old")
                .contains("it is presented from the next start on");
        assertThat(commands.err()).isEmpty();
        assertThat(conf.resolve("mail.pem")).hasSameTextualContentAs(newCertificate);
        assertThat(mode(conf.resolve("mail.key"))).isEqualTo("rw-------");
        assertThat(mode(conf.resolve("mail.pem"))).isEqualTo("rw-r--r--");
        assertThat(first().path("daysLeft").asInt()).isEqualTo(89);
    }

    @Test
    void warnsThatPeersMayHavePinnedTheOldKey() throws IOException {
        listed();
        String before = first().path("pin").asText();
        MadeCertificate.of(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).isZero();
        assertThat(commands.err()).contains("old pin: " + before).contains("new pin: sha256/");
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        listed();
        String before = Files.readString(conf.resolve("mail.pem"));
        MadeCertificate.of(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew("--dry-run")).isZero();
        assertThat(commands.out()).contains("would write " + conf.resolve("mail.pem"));
        assertThat(conf.resolve("mail.pem")).hasContent(before);
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws IOException {
        MadeCertificate old = listed();
        MadeCertificate.of(HOST, LONG).write(newCertificate, newKey);
        Files.writeString(newKey, old.keyPem());
        assertThat(importNew()).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("nothing was changed").contains("the key is not that of the certificate");
        assertThat(conf.resolve("mail.pem")).hasContent(old.chainPem(true));
    }

    @Test
    void refusesACertificateWhoseTimeIsOver() throws IOException {
        listed();
        MadeCertificate.of(HOST, Duration.ofDays(-1)).write(newCertificate, newKey);
        assertThat(importNew()).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("the certificate was valid until");
    }

    @Test
    void takesCertificatesOutOfOrderAndWarns() throws IOException {
        listed();
        MadeCertificate made = MadeCertificate.of(HOST, LONG);
        made.write(newCertificate, newKey);
        Files.writeString(
                newCertificate,
                made.chainPem(true).substring(made.chainPem(false).length()) + made.chainPem(false));
        assertThat(importNew()).isZero();
        assertThat(commands.err()).contains("are not in the order leaf, its issuer");
    }

    @Test
    void warnsOfAChainThatIsNotWholeAndOfANameThatIsMissing() throws IOException {
        listed();
        MadeCertificate made = MadeCertificate.of("other.example.org", LONG);
        made.write(newCertificate, newKey);
        Files.writeString(newCertificate, made.chainPem(false));
        assertThat(importNew("--identity", "mail")).isZero();
        assertThat(commands.err())
                .contains("use the full chain")
                .contains("it does not have the name mail.example.org of this server");
    }

    @Test
    void putsWhatIsNotListedYetAmongTheServersOwnAndPrintsTheElement() throws IOException {
        MadeCertificate.rsa(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).isZero();
        Path placed = commands.home().resolve("var/tls/imported/mail.example.org.pem");
        assertThat(commands.out())
                .contains("wrote " + placed)
                .contains("<identity name=\"mail.example.org\" default=\"true\">")
                .contains("<certificate>../var/tls/imported/mail.example.org.pem</certificate>");
        assertThat(mode(placed)).isEqualTo("rw-------");
        String element = commands.out().substring(commands.out().indexOf("<identity"));
        tls(element.substring(0, element.indexOf("</identity>")) + "</identity>");
        assertThat(first().path("usable").asBoolean()).isTrue();
    }

    @Test
    void anotherKindOfKeyIsASecondIdentityOfTheName() throws IOException {
        listed();
        MadeCertificate.rsa(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).isZero();
        assertThat(commands.out()).contains("<identity name=\"mail.example.org-rsa\">");
    }

    @Test
    void putsFilesWhereTheConfigurationAwaitsThem() throws IOException {
        tls("<identity><certificate>later/mail.pem</certificate><key>later/mail.key</key></identity>");
        MadeCertificate.of(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).as(commands.err()).isZero();
        assertThat(conf.resolve("later/mail.pem")).hasSameTextualContentAs(newCertificate);
    }

    @Test
    void takesPkcs12WithAPasswordThatIsAskedForOrPipedInOrInAFile() throws Exception {
        listed();
        Path store = folder.resolve("new.p12");
        MadeCertificate.of(HOST, LONG).writePkcs12(store, "open sesame");
        assertThat(commands.run("cert", "import", store.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("the file is encrypted and no password is given");
        assertThat(commands.pipe("open sesame\n").run("cert", "import", store.toString(), "--password-stdin"))
                .isZero();
        Path password = Files.writeString(folder.resolve("password"), "open sesame\n");
        assertThat(commands.run("cert", "import", store.toString(), "--password-file", password.toString()))
                .isZero();
        assertThat(commands.type("open sesame").run("cert", "import", store.toString()))
                .isZero();
        assertThat(first().path("daysLeft").asInt()).isEqualTo(89);
        assertThat(commands.type("wrong").run("cert", "import", store.toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err())
                .contains("the password given does not open the file")
                .doesNotContain("wrong\n");
    }

    @Test
    void leavesFilesAloneThatAnotherProgramKeeps() throws IOException {
        listed();
        Path elsewhere = folder.resolve("live.pem");
        Files.move(conf.resolve("mail.pem"), elsewhere);
        Files.createSymbolicLink(conf.resolve("mail.pem"), elsewhere);
        MadeCertificate.of(HOST, LONG).write(newCertificate, newKey);
        assertThat(importNew()).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is a symbolic link to " + elsewhere);
    }

    @Test
    void renewsTheSelfSignedCertificateWithItsKey() throws IOException {
        assertThat(commands.run("cert", "renew-self-signed")).isZero();
        assertThat(commands.out()).startsWith("made: the self-signed certificate for [mail.example.org, localhost]");
        String pin = first().path("pin").asText();
        byte[] certificate = Files.readAllBytes(own("certificate.pem"));
        assertThat(commands.run("cert", "renew-self-signed")).isZero();
        assertThat(commands.out()).contains("renewed", "its key and pin stay");
        assertThat(first().path("pin").asText()).isEqualTo(pin);
        assertThat(own("certificate.pem"))
                .exists()
                .satisfies(file -> assertThat(Files.readAllBytes(file)).isNotEqualTo(certificate));
    }

    @Test
    void makesAnotherKeyOnlyWhenAskedForAndSaysWhatPeersMustDo() throws IOException {
        commands.run("cert", "renew-self-signed");
        String before = first().path("pin").asText();
        assertThat(commands.run("cert", "renew-self-signed", "--new-key")).isZero();
        String output = commands.out();
        String after = first().path("pin").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(output)
                .contains("old pin: " + before)
                .contains("new pin: " + after)
                .contains("each such peer must add the new pin")
                .containsPattern("kept the former files in .*key\\.pem\\..*\\.old");
        assertThat(mode(own("key.pem"))).isEqualTo("rw-------");
    }

    @Test
    void doesNotRenewASelfSignedCertificateThatIsNotInUse() throws IOException {
        listed();
        assertThat(commands.run("cert", "renew-self-signed")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("tls.xml lists mail");
        assertThat(List.of("key.pem", "certificate.pem"))
                .allSatisfy(name -> assertThat(own(name)).doesNotExist());
    }

    private Path own(String name) {
        return commands.home().resolve("var/tls").resolve(name);
    }
}
