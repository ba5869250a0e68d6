// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.BuiltInPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProveCommandTest {
    @TempDir
    Path folder;

    private static final String OTHER = "hanako@example.org";

    private CommandLineFixture commands;
    private FakeServer server;

    @BeforeEach
    void serve() throws Exception {
        commands = new CommandLineFixture(folder);
        serve(new FakeSmtp.Flaw[0]);
    }

    private void serve(FakeSmtp.Flaw... flaws) throws Exception {
        if (server != null) {
            server.close();
        }
        server = new FakeServer(false, () -> new FakeSmtp(BuiltInPolicies.SUBMISSION, flaws));
        commands.configureSmtp(server.port(), "<policy>submission</policy>");
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void endsWithZeroWhenEveryRowIsProved() {
        commands.pipe(FakeSmtp.PASSWORD + "\n");
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--other-user", OTHER, "--password-stdin"))
                .isZero();
        assertThat(commands.out())
                .containsPattern("submission-\\d+: \\d+ proved, 0 broken, 0 not proved, \\d+ not provable")
                .containsPattern("pin sha256/[A-Za-z0-9+/]{43}=")
                .doesNotContain(FakeSmtp.PASSWORD);
        assertThat(commands.err()).contains("proving submission-" + port());
    }

    @Test
    void anotherUserIsFoundInTheStoreOrItIsSaidThatNoneWasTried() {
        commands.pipe(FakeSmtp.PASSWORD + "\n");
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--password-stdin"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .containsPattern("MAIL from another user of the domain .*needs --other-user.*not proved");

        commands.run("domain", "add", "example.org");
        commands.run("user", "add", FakeSmtp.USER, "--random-password");
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--password-stdin"))
                .isZero();
        assertThat(commands.out()).containsPattern("MAIL from another user of the domain .*no other user.* -");

        commands.run("user", "add", OTHER, "--random-password");
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--password-stdin"))
                .isZero();
        assertThat(commands.out()).containsPattern("MAIL from another user of the domain .*553 5.7.1 .*ok");
    }

    @Test
    void aBrokenRowEndsWithOneAndShowsItsTranscript() throws Exception {
        serve(FakeSmtp.Flaw.TAKES_MAIL_IN_CLEAR);
        assertThat(commands.run("prove", port(), "--without-login")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .contains("BROKEN: clear: MAIL")
                .contains("expected: 530 5.7.0")
                .contains("C: MAIL FROM:<prove@remote.invalid>")
                .contains("S: 553 5.7.1 Sender address is not one of yours");
    }

    @Test
    void aListenerThatCannotBeProvedFromHereHidesNotTheOthers() throws Exception {
        Path conf = folder.resolve("conf").resolve("smtpserver.xml");
        String one = Files.readString(conf);
        String behindProxy = "<smtpserver><bind>127.0.0.1:465</bind><policy name=\"submissions\">"
                + "<proxy-network>192.0.2.0/24</proxy-network></policy></smtpserver>";
        Files.writeString(conf, one.replaceFirst("<smtpserver ", behindProxy + "<smtpserver "));

        assertThat(commands.run("prove", "--without-login")).isEqualTo(ExitCodes.FAILED);

        assertThat(commands.err())
                .contains("listener submissions was not proved")
                .contains("<proxy-network>127.0.0.1");
        assertThat(commands.out()).containsPattern("submission-\\d+: \\d+ proved, 0 broken");
    }

    @Test
    void withoutALoginItEndsWithOneAndSaysWhatToDo() {
        assertThat(commands.run("prove", port())).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out()).contains("needs --user").contains("--password-stdin");
    }

    @Test
    void withoutALoginOnPurposeItEndsWithZero() {
        assertThat(commands.run("prove", port(), "--without-login")).isZero();
        assertThat(commands.out()).doesNotContain("BROKEN");
    }

    @Test
    void aWrongPasswordOfTheOperatorBreaksTheRowsBehindIt() {
        commands.pipe("wrong\n");
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--password-stdin"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out()).contains("BROKEN: TLS: AUTH, right");
    }

    @Test
    void tellsProgramsWhatWasSeen() throws Exception {
        serve(FakeSmtp.Flaw.LISTS_AUTH_IN_CLEAR);
        commands.run("prove", "--without-login", "--json");
        JsonNode listener = JsonOutput.parse(commands.out()).path(0);
        assertThat(listener.path("port").asInt()).isEqualTo(server.port());
        assertThat(listener.path("broken").asInt()).isEqualTo(1);
        assertThat(listener.path("rows"))
                .filteredOn(row -> row.path("result").asText().equals("broken"))
                .singleElement()
                .matches(row -> row.path("transcript").size() > 2);
    }

    @Test
    void aClosedPortEndsWithThree() throws Exception {
        String port = port();
        server.close();
        assertThat(commands.run("prove", port)).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(commands.err()).contains("cannot connect to").contains("port offset");
    }

    @Test
    void thePortIsTheOneBeforeTheOffset() throws Exception {
        int configured = server.port() > 40_000 ? server.port() - 10_000 : server.port() - 1;
        String offset = Integer.toString(server.port() - configured);
        commands.configureSmtp(configured, "<policy>submission</policy>");
        assertThat(commands.run("prove", Integer.toString(configured), "--port-offset", offset, "--without-login"))
                .isZero();
    }

    @Test
    void thePasswordIsAskedForWhereSomebodySits() {
        commands.type(FakeSmtp.PASSWORD);
        assertThat(commands.run("prove", port(), "--user", FakeSmtp.USER, "--other-user", OTHER))
                .isZero();
    }

    @Test
    void aUserThatIsNoAddressIsAUsageFault() {
        assertThat(commands.run("prove", port(), "--user", "taro")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aPasswordIsNeverTakenFromTheCommandLine() {
        assertThat(commands.run("prove", port(), "--password", "x")).isEqualTo(ExitCodes.USAGE);
    }

    private String port() {
        return Integer.toString(server.port());
    }
}
