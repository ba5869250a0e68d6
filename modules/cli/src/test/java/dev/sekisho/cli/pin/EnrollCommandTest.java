// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrollCommandTest {
    private static final Enrolment GOOD = new Enrolment(
            "mail.example.org", 2525, false, List.of(Pin.ofSpki(new byte[] {1})), List.of(Pin.ofSpki(new byte[] {2})));

    private static final String ROUTE = """
            <route name="%s">
              <smarthost>mail.example.org:2525</smarthost>
              <demand>pinned</demand>
            </route>
            """.strip();

    @TempDir
    Path folder;

    @Test
    void whatOneSideTellsTheOtherTakesIn() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder.resolve("ours"));
        ours.configureSmtp(2525, "<policy>relay</policy>");
        Files.writeString(
                ours.home().resolve("conf/sekisho.xml"), "<sekisho><hostname>mail.example.org</hostname></sekisho>");
        Identity own = identity(ours.home().resolve("var/tls"));
        Identity next = identity(folder.resolve("next"));
        assertThat(ours.run(
                        "enroll",
                        "branch",
                        "--next",
                        folder.resolve("next/certificate.pem").toString()))
                .as(ours.err())
                .isZero();
        assertThat(ours.out())
                .contains(
                        "host: mail.example.org",
                        "active: " + own.pin(),
                        "next: " + next.pin(),
                        "[mail.example.org]:2525 fingerprint match=" + EnrolmentText.fingerprint(own.pin()) + "|",
                        "tls_verify_certificates",
                        "tls_trust_file",
                        "-----BEGIN CERTIFICATE-----");
        assertThat(ours.out().lines())
                .as("for Postfix, a line that begins with a blank belongs to the one before")
                .contains("relayhost = [mail.example.org]:2525", "smtp_tls_cert_file = /etc/postfix/YOUR.crt")
                .contains("/^5(\\.7\\.1 .*: 554 5\\.7\\.1 Transaction refused.*)/ 4$1");
        Path artefact = folder.resolve("artefact.txt");
        Files.writeString(artefact, ours.out());

        CommandLineFixture theirs = new CommandLineFixture(folder.resolve("theirs"));
        assertThat(theirs.run("enroll", "head", "--read", artefact.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(theirs.run("enroll", "head", "--read", artefact.toString(), "--yes"))
                .as(theirs.err())
                .isZero();
        theirs.run("pin", "list", "--json");
        var pins = JsonOutput.parse(theirs.out());
        assertThat(pins.findValuesAsText("for")).containsExactly("outgoing", "outgoing");
        assertThat(pins.findValuesAsText("state")).containsExactlyInAnyOrder("active", "next");
        assertThat(pins.findValuesAsText("pin"))
                .contains(own.pin().toString(), next.pin().toString());
    }

    @Test
    void whatIsPinnedForSendingIsWidenedByAnEnrolmentForBoth() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        Path output = Files.writeString(folder.resolve("told.txt"), String.join("\n", GOOD.lines()));
        assertThat(ours.run("enroll", "head", "--read", output.toString(), "--yes"))
                .isZero();
        assertThat(ours.run("enroll", "head", "--read", output.toString(), "--yes", "--for", "both"))
                .as(ours.err())
                .isZero();
        assertThat(ours.out()).contains("its use is extended");
        ours.run("pin", "list", "--json");
        var pins = JsonOutput.parse(ours.out());
        assertThat(pins.findValuesAsText("for")).containsExactly("both", "both");
        assertThat(pins.findValuesAsText("state")).containsExactlyInAnyOrder("active", "next");
        assertThat(pins.findValuesAsText("note")).containsExactly("enrolled", "enrolled");
    }

    @Test
    void theTextTellsOfBothWaysAndOfTheRoute() {
        String text = String.join("\n", new EnrolmentText(GOOD, "branch", "").lines());
        assertThat(text).contains("--for both", ROUTE.formatted("NAME"));
    }

    @Test
    void whatIsReadEndsWithTheRouteUntilThereIsOne() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        Path output = Files.writeString(folder.resolve("told.txt"), String.join("\n", GOOD.lines()));
        ours.run("enroll", "head", "--read", output.toString(), "--yes");
        assertThat(ours.out()).contains("no mail is sent to it yet", ROUTE.formatted("head"));
        ours.configureSmtp(2525, "<policy>relay</policy>");
        Files.writeString(ours.home().resolve("conf/relay.xml"), "<relay>" + ROUTE.formatted("head") + "</relay>");
        ours.run("enroll", "head", "--read", output.toString(), "--yes");
        assertThat(ours.out()).contains("by the route head").doesNotContain("no mail is sent");
        ours.run("enroll", "head", "--read", output.toString(), "--yes", "--for", "incoming");
        assertThat(ours.out()).contains("its use is extended").doesNotContain("route");
    }

    @Test
    void theRouteSaysWhereTlsBeginsWithTheFirstByte() {
        Enrolment implicit = new Enrolment("mail.example.org", 2525, true, GOOD.active(), List.of());
        assertThat(new EnrolledRoute(implicit, "head").route()).contains("  <tls>implicit</tls>");
        Enrolment usual = new Enrolment("mail.example.org", 465, true, GOOD.active(), List.of());
        assertThat(new EnrolledRoute(usual, "head").route()).noneMatch(line -> line.contains("<tls>"));
    }

    @Test
    void aTextThatIsReadAgainBringsTheKeysThatAreNew() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        Enrolment before = new Enrolment("mail.example.org", 2525, false, GOOD.active(), List.of());
        Path output = Files.writeString(folder.resolve("told.txt"), String.join("\n", before.lines()));
        ours.run("enroll", "head", "--read", output.toString(), "--yes", "--for", "both");
        Files.writeString(output, String.join("\n", GOOD.lines()));
        assertThat(ours.run("enroll", "head", "--read", output.toString(), "--yes", "--for", "both"))
                .as(ours.err())
                .isZero();
        assertThat(ours.out())
                .contains(GOOD.active().get(0) + " is already pinned and not changed: active; both")
                .contains("pinned " + GOOD.next().get(0));
        assertThat(ours.run("enroll", "head", "--read", output.toString(), "--for", "outgoing"))
                .as("there is nothing to be asked")
                .isZero();
        ours.run("pin", "revoke", GOOD.active().get(0).toString());
        assertThat(ours.run("enroll", "head", "--read", output.toString(), "--yes"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(ours.err()).contains("was revoked");
    }

    @Test
    void aHostNameThatNobodyElseReachesIsWarnedOfOnStandardError() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        ours.configureSmtp(2525, "<policy>relay</policy>");
        Files.writeString(ours.home().resolve("conf/sekisho.xml"), "<sekisho><hostname>localhost</hostname></sekisho>");
        identity(ours.home().resolve("var/tls"));
        assertThat(ours.run("enroll", "branch")).as(ours.err()).isZero();
        assertThat(ours.out()).contains("host: localhost").doesNotContain("warning");
        assertThat(ours.err()).contains("warning: the other side cannot reach the host name localhost");
    }

    @Test
    void withoutAListenerForPeersThereIsNothingToTell() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        ours.configureSmtp(587, "<policy>submission</policy>");
        assertThat(ours.run("enroll", "branch")).isEqualTo(ExitCodes.FAILED);
        assertThat(ours.err()).contains("<policy>relay</policy>");
    }

    @Test
    void aFileThatIsNotThereIsSaidNotToBe() throws Exception {
        CommandLineFixture ours = new CommandLineFixture(folder);
        Path nowhere = folder.resolve("nowhere.txt");
        assertThat(ours.run("enroll", "branch", "--read", nowhere.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(ours.err()).contains(nowhere + " is not there; nothing was changed");
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(Enrolment.read("Hello\n" + String.join("\r\n", GOOD.lines()) + "\nbye"))
                .isEqualTo(GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "version: 1, version: 2",
        "host: mail.example.org, host: mail example.org",
        "host: mail.example.org, colour: red",
        "port: 2525, port: 99999",
        "port: 2525, port: many",
        "tls: starttls, tls: never",
        "active: sha256/, active: sha1/",
        "active: , next: ",
        "-----END, -----CEASE"
    })
    void whatIsNotUnderstoodIsRefused(String right, String wrong) {
        String text = String.join("\n", GOOD.lines()).replace(right, wrong);
        assertThatThrownBy(() -> Enrolment.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoEnrolmentsInOneTextAreRefused() {
        String text = String.join("\n", GOOD.lines());
        assertThatThrownBy(() -> Enrolment.read(text + "\n" + text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Identity identity(Path where) {
        HostPattern host = HostPattern.parse("mail.example.org").orElseThrow();
        return ((SelfSignedIdentity.Outcome.Made)
                        new SelfSignedIdentity("self-signed", where, host, Clock.systemUTC()).ensure())
                .identity();
    }
}
