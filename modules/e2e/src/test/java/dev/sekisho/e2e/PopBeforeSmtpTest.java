// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POP before SMTP: curl reads mail by POP3, then swaks sends without a login, from several addresses of this machine. */
class PopBeforeSmtpTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf/smtpserver.xml");
        Files.writeString(
                conf,
                Files.readString(conf)
                        .replaceFirst(
                                "<policy>submission</policy>",
                                "<policy name=\"submission\"><pop-before-smtp>10m</pop-before-smtp></policy>"));
        sekisho.start();
        assertThat(sekisho.sekisho("user", "pop-before-smtp", ALICE, "on").run().exit())
                .isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    private static void read(String address, String user) throws Exception {
        Command.Result read = Command.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--interface",
                        address,
                        "--user",
                        user + ":" + Installation.PASSWORD,
                        "pop3s://127.0.0.1:" + sekisho.port(995) + "/")
                .run();
        assertThat(read.exit()).as(read.all()).isZero();
    }

    private static Command.Result send(String address, String from) throws Exception {
        return Swaks.to(sekisho, 587)
                .with("--tls", "--local-interface", address, "--from", from, "--to", BOB)
                .run();
    }

    @Test
    void whoHasReadMailSendsFromThereAsThatUserAlone() throws Exception {
        assertThat(send("127.0.0.81", ALICE).output()).contains("530 5.7.0 Authentication required");
        read("127.0.0.81", ALICE);

        Command.Result sent = send("127.0.0.81", ALICE);

        assertThat(sent.exit()).as(sent.all()).isZero();
        assertThat(send("127.0.0.81", BOB).output()).contains("553 5.7.1");
        assertThat(send("127.0.0.82", ALICE).output()).contains("530 5.7.0");
        assertThat(Maildrop.await(sekisho, BOB, "user alice@example.org by POP before SMTP"))
                .contains("with ESMTPS tls");
    }

    /** In the middle of a message, too. */
    @Test
    void whoIsDisabledSendsNoMore() throws Exception {
        String user = "carol@example.org";
        sekisho.sekisho("user", "add", user, "--password-stdin")
                .input(Installation.PASSWORD + "\n")
                .run();
        sekisho.sekisho("user", "pop-before-smtp", user, "on").succeed();
        read("127.0.0.85", user);
        Path script = directory.resolve("disabled.py");
        Files.writeString(
                script,
                String.join(
                        "\n",
                        "import smtplib, ssl, subprocess, sys",
                        "c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE",
                        "s = smtplib.SMTP('127.0.0.1', int(sys.argv[1]), source_address=('127.0.0.85', 0))",
                        "s.ehlo(); s.starttls(context=c); s.ehlo()",
                        "u = sys.argv[2]",
                        "assert s.docmd('MAIL', 'FROM:<' + u + '>')[0] == 250",
                        "assert s.docmd('RCPT', 'TO:<' + u + '>')[0] == 250",
                        "assert s.docmd('DATA')[0] == 354",
                        "s.send(b'From: ' + u.encode() + b'\\r\\n')",
                        "subprocess.run([sys.argv[3], 'user', 'disable', u], check=True)",
                        "reply = s.getreply()",
                        "assert reply[0] == 421, reply"));
        Command.Result cut = Command.of(
                        "python3",
                        script.toString(),
                        String.valueOf(sekisho.port(587)),
                        user,
                        sekisho.home().resolve("bin/sekisho").toString())
                .run();
        assertThat(cut.exit()).as(cut.all()).isZero();
        assertThat(send("127.0.0.85", user).output()).contains("530 5.7.0");
    }

    @Test
    void tlsIsDemandedAsBefore() throws Exception {
        read("127.0.0.83", ALICE);
        Command.Result clear = Swaks.to(sekisho, 587)
                .with("--local-interface", "127.0.0.83", "--from", ALICE, "--to", BOB)
                .run();
        assertThat(clear.output()).contains("530 5.7.0 Must issue a STARTTLS command first");
    }

    @Test
    void aUserWithoutItAndAPortWithoutItLogInAsBefore() throws Exception {
        read("127.0.0.84", BOB);
        assertThat(send("127.0.0.84", BOB).output()).contains("530 5.7.0");
        read("127.0.0.84", ALICE);
        assertThat(Swaks.to(sekisho, 465)
                        .with("--tlsc", "--local-interface", "127.0.0.84", "--from", ALICE, "--to", BOB)
                        .run()
                        .output())
                .contains("530 5.7.0");
    }
}
