// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Logbook;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port for devices, used in cleartext from several addresses of this machine. */
class DeviceTest {
    private static final int PORT = 2526;
    private static final String COPIER = "127.0.0.77";
    private static final String SCANNER = "127.0.0.78";
    private static final String STRANGER = "127.0.0.79";

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf/smtpserver.xml");
        Files.writeString(conf, Files.readString(conf).replace("</smtpservers>", """
                <smtpserver enabled="true">
                  <bind>127.0.0.1:2526</bind>
                  <policy name="device">
                    <tls>none</tls>
                    <device name="copier" network="127.0.0.77" sender="copier@example.org"/>
                    <device name="scanner" network="127.0.0.78" sender="@scan.example" rate="1/d"/>
                    <device name="this machine" network="127.0.0.1" sender="monitor@example.org"/>
                  </policy>
                </smtpserver>
                </smtpservers>"""));
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    private static Command.Result swaks(String address, String from, String to) throws Exception {
        return Swaks.to(sekisho, PORT)
                .with("--local-interface", address, "--from", from, "--to", to)
                .run();
    }

    @Test
    void aCopierSendsToAUserAndReceivedNamesIt() throws Exception {
        Command.Result sent = swaks(COPIER, "copier@example.org", "bob@example.org");
        assertThat(sent.exit()).as(sent.all()).isZero();
        Maildrop.await(sekisho, "bob@example.org", "(listener device, device copier)");
        assertThat(awaitEvent("accepted", "device=copier")).contains("listener=device ", "peer=" + COPIER + " ");
    }

    @Test
    void noOtherSenderNoOtherDomainAndNoLogin() throws Exception {
        assertThat(swaks(COPIER, "alice@example.org", "bob@example.org").output())
                .contains("553 5.7.1");
        assertThat(swaks(COPIER, "copier@example.org", "friend@elsewhere.example")
                        .output())
                .contains("550 5.7.1");
        Command.Result login = Swaks.to(sekisho, PORT)
                .as("alice@example.org")
                .with("--local-interface", COPIER, "--from", "copier@example.org", "--to", "bob@example.org")
                .run();
        assertThat(login.all()).contains("Host did not advertise authentication");
    }

    @Test
    void beyondItsRateADeviceIsToldToTryAgainLater() throws Exception {
        Command.Result first = swaks(SCANNER, "a@scan.example", "bob@example.org");
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(swaks(SCANNER, "b@scan.example", "bob@example.org").output()).contains("451 4.7.1");
    }

    @Test
    void anAddressThatIsNotListedIsServedNothing() throws Exception {
        assertThat(swaks(STRANGER, "copier@example.org", "bob@example.org").output())
                .contains("554 5.7.1");
        assertThat(awaitEvent("connection-refused", "listener=device ")).contains("peer=" + STRANGER + " ");
    }

    @Test
    void isProvedFromThisMachine() throws Exception {
        Command.Result proved = sekisho.sekisho(
                        "prove",
                        "2526",
                        "--port-offset",
                        Integer.toString(sekisho.offset()),
                        "--user",
                        "alice@example.org",
                        "--password-stdin")
                .input(Installation.PASSWORD + "\n")
                .run();
        assertThat(proved.exit()).as(proved.all()).isZero();
    }

    private static String awaitEvent(String event, String part) throws Exception {
        return new Logbook(sekisho.home().resolve("var/log/sekisho.log"))
                .await(
                        line -> line.contains("event=" + event + " ") && line.contains(part),
                        1,
                        sekisho.server()::isAlive,
                        event + " with " + part);
    }
}
