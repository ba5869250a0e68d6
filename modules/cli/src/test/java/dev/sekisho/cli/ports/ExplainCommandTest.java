// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.Main;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void configure() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.configureSmtp(587, "<policy name=\"submission\"><sender>any</sender></policy>");
    }

    @Test
    void explainsAConfiguredPortWithItsOverrides() {
        assertThat(commands.run("explain", "587")).isZero();
        assertThat(commands.out())
                .contains(
                        "587 submission: policy submission, TLS required, AUTH required, mechanisms usual, relay authenticated, sender any")
                .containsPattern("clear +MAIL +530 5.7.0 +RFC 3207 4")
                .containsPattern("logged in +MAIL from any address +250 2.1.0");
    }

    @Test
    void explainsForPrograms() throws Exception {
        assertThat(commands.run("explain", "submission", "--json")).isZero();
        assertThat(JsonOutput.parse(commands.out()).path(0).path("rows"))
                .anyMatch(row -> row.path("client").asText().equals("MAIL")
                        && row.path("server").asText().equals("530 5.7.0"));
    }

    @Test
    void showsWhatIsOnTrialBesideWhatIsInForce() throws Exception {
        commands.configureSmtp(25, "<policy name=\"mx\"><trial><tls>required</tls></trial></policy>");
        assertThat(commands.run("explain", "25")).isZero();
        assertThat(commands.out())
                .contains("On trial: tls required (in force: offered). It refuses nothing")
                .containsPattern("clear +MAIL from any address +250 2.1.0 +530 5.7.0 \\(tls required\\) ");
        commands.run("explain", "25", "--json");
        assertThat(JsonOutput.parse(commands.out())
                        .path(0)
                        .path("trial")
                        .path(0)
                        .path("rows"))
                .anyMatch(row -> row.path("client").asText().equals("MAIL")
                        && row.path("server").asText().equals("530 5.7.0"));
    }

    @Test
    void showsAnswersOnTrialToWhatIsNotDistinguishedInForce() throws Exception {
        commands.configureSmtp(
                587, "<policy name=\"submission\"><sender>any</sender><trial><sender>own</sender></trial></policy>");
        assertThat(commands.run("explain", "587")).isZero();
        assertThat(commands.out()).containsPattern("logged in +MAIL from [^\n]+ +- +553 5.7.1 \\(sender own\\) ");
    }

    @Test
    void aPortWithoutAListenerIsAUsageFaultThatShowsThePorts() {
        assertThat(commands.run("explain", "26")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err())
                .contains("no listener is 26")
                .contains("587 submission")
                .contains("name a port as the configuration has it, without a port offset");
    }

    @Test
    void aPortWithThePortOffsetOfTheConfigurationIsTheSameOne() throws Exception {
        Files.writeString(
                folder.resolve("conf").resolve("sekisho.xml"), "<sekisho><port-offset>10000</port-offset></sekisho>");
        assertThat(commands.run("explain", "10587")).isZero();
        assertThat(commands.out()).contains("587 submission: policy submission");
        assertThat(commands.run("explain", "587")).isZero();
    }

    @Test
    void aPolicyThatShipsIsExplainedWithoutAConfiguration() {
        Terminal terminal = new Terminal(
                new java.io.PrintWriter(java.io.Writer.nullWriter()),
                new java.io.PrintWriter(java.io.Writer.nullWriter()),
                java.io.InputStream.nullInputStream(),
                java.util.Optional.empty(),
                java.io.OutputStream.nullOutputStream());
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(Main.execute(terminal, "explain", "mx", "--home", nowhere)).isZero();
        assertThat(Main.execute(terminal, "explain", "25", "--home", nowhere)).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aConfigurationWithProblemsIsNotExplained() throws Exception {
        commands.configureSmtp(587, "<policy>submision</policy>");
        assertThat(commands.run("explain", "587")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("smtpserver.xml:4");
    }

    @Test
    void nothingToExplainIsAUsageFault() {
        assertThat(commands.run("explain")).isEqualTo(ExitCodes.USAGE);
    }
}
