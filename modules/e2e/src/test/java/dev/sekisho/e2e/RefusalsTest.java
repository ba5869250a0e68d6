// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Plain;
import dev.sekisho.e2e.fixture.SharedServer;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every refusal of the ports, provoked by clients that others wrote; among them all that stock James lets through. */
@ExtendWith(SharedServer.class)
class RefusalsTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";
    private static final String FRIEND = "friend@elsewhere.example";

    private static Installation sekisho;

    @BeforeAll
    static void use(Installation shared) {
        sekisho = shared;
    }

    @Test
    void no587WithoutTls() throws Exception {
        Command.Result result =
                Swaks.to(sekisho, 587).with("--from", ALICE, "--to", BOB).run();
        assertThat(result.exit()).isNotZero();
        assertThat(result.output()).contains("530 5.7.0 Must issue a STARTTLS command first");
    }

    @Test
    void noRelayFromLoopbackWithoutTlsOrLogin() throws Exception {
        for (int port : new int[] {587, 25}) {
            Command.Result result = Swaks.to(sekisho, port)
                    .with("--from", ALICE, "--to", FRIEND)
                    .run();
            assertThat(result.exit()).isNotZero();
            assertThat(result.output()).containsPattern("<\\*\\* +5[35]0 5\\.7\\.[01]");
        }
    }

    @Test
    void noCredentialsInClear() throws Exception {
        String reply =
                Plain.ask(sekisho.port(587), "EHLO x", "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAGNvcnJlY3QgaG9yc2U=");
        assertThat(reply).contains("538 5.7.11").doesNotContain("235");
    }

    @Test
    void noMailWithoutALogin() throws Exception {
        Command.Result starttls = Swaks.to(sekisho, 587)
                .with("--tls", "--from", ALICE, "--to", BOB)
                .run();
        assertThat(starttls.output()).contains("530 5.7.0 Authentication required");
        Command.Result implicit = Swaks.to(sekisho, 465)
                .with("--tlsc", "--from", ALICE, "--to", BOB)
                .run();
        assertThat(implicit.output()).contains("530 5.7.0 Authentication required");
    }

    @Test
    void noBadPassword() throws Exception {
        Command.Result result = Swaks.to(sekisho, 465)
                .with(
                        "--tlsc",
                        "--auth",
                        "PLAIN",
                        "--auth-user",
                        ALICE,
                        "--auth-password",
                        "wrong",
                        "--from",
                        ALICE,
                        "--to",
                        BOB)
                .run();
        assertThat(result.output()).contains("535 5.7.8");
    }

    @Test
    void noSenderOfSomebodyElse() throws Exception {
        Command.Result envelope = Swaks.to(sekisho, 465)
                .as(ALICE)
                .with("--tlsc", "--from", BOB, "--to", BOB)
                .run();
        assertThat(envelope.output()).contains("553 5.7.1");
        Command.Result header = Swaks.to(sekisho, 465)
                .as(ALICE)
                .with("--tlsc", "--from", ALICE, "--to", BOB, "--h-From", "Bob <" + BOB + ">")
                .run();
        assertThat(header.output()).contains("550 5.7.1");
    }

    @Test
    void noAuthNoRelayAndNoStrangersOn25() throws Exception {
        Command.Result unknown = Swaks.to(sekisho, 25)
                .with("--from", FRIEND, "--to", "nobody@example.org")
                .run();
        assertThat(unknown.output()).contains("550 5.1.1");
        Command.Result relay = Swaks.to(sekisho, 25)
                .with("--tls", "--from", FRIEND, "--to", FRIEND)
                .run();
        assertThat(relay.output()).contains("550 5.7.1");
        assertThat(Plain.ask(sekisho.port(25), "EHLO x", "AUTH PLAIN AGEAYg==")).contains("503 5.5.1");
        Command.Result local = Swaks.to(sekisho, 25)
                .with("--tls", "--from", FRIEND, "--to", BOB)
                .run();
        assertThat(local.exit()).as(local.all()).isZero();
    }

    @Test
    void noStrangerOn2525() throws Exception {
        Command.Result clear =
                Swaks.to(sekisho, 2525).with("--from", FRIEND, "--to", FRIEND).run();
        assertThat(clear.output()).contains("530 5.7.0");
        Command.Result stranger = Swaks.to(sekisho, 2525)
                .with("--tls", "--from", FRIEND, "--to", FRIEND)
                .run();
        assertThat(stranger.exit()).isNotZero();
        assertThat(stranger.output()).contains("554 5.7.1");
    }

    @Test
    void noCleartextOnPortsOfImplicitTls() throws Exception {
        for (int port : new int[] {465, 993, 995}) {
            assertThat(Plain.send(sekisho.port(port), "EHLO x\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII)))
                    .doesNotContain("220")
                    .doesNotContain("OK");
        }
    }

    @Test
    void noOldTls() throws Exception {
        for (int port : new int[] {465, 993, 995}) {
            Command.Result old = Command.of(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + sekisho.port(port),
                            "-tls1_1",
                            "-cipher",
                            "ALL:@SECLEVEL=0")
                    .run();
            assertThat(old.exit()).isNotZero();
            Command.Result staticRsa = Command.of(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + sekisho.port(port),
                            "-tls1_2",
                            "-cipher",
                            "AES128-SHA")
                    .run();
            assertThat(staticRsa.exit()).isNotZero();
            Command.Result now = Command.of(
                            "openssl", "s_client", "-connect", "127.0.0.1:" + sekisho.port(port), "-brief")
                    .run();
            assertThat(now.all()).contains("TLSv1.3");
        }
    }

    @Test
    void anUnknownHostNameGetsTheDefaultCertificateOn587() throws Exception {
        Command.Result unknown = Command.of(
                        "openssl",
                        "s_client",
                        "-starttls",
                        "smtp",
                        "-connect",
                        "127.0.0.1:" + sekisho.port(587),
                        "-servername",
                        "unknown.example",
                        "-brief")
                .run();
        assertThat(unknown.all()).contains("TLSv1.3").doesNotContain("unrecognized name");
    }

    @Test
    void noBadLoginForReaders() throws Exception {
        Command.Result pop3 = Command.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--user",
                        BOB + ":wrong",
                        "pop3s://127.0.0.1:" + sekisho.port(995) + "/")
                .run();
        assertThat(pop3.exit()).isEqualTo(67);
        Command.Result imap = Command.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--user",
                        BOB + ":wrong",
                        "imaps://127.0.0.1:" + sekisho.port(993) + "/")
                .run();
        assertThat(imap.exit()).isEqualTo(67);
    }
}
