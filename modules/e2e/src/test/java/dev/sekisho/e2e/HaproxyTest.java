// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Logbook;
import dev.sekisho.e2e.peer.Haproxy;
import dev.sekisho.e2e.peer.PeerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All public ports behind HAProxy, with both versions of its header, and one whose TLS it ends. */
class HaproxyTest {
    private static final String CLIENT = "127.0.0.77";
    private static final int TLS_ENDED = 4650;

    @TempDir
    static Path directory;

    private static Installation sekisho;
    private static Haproxy haproxy;
    private static int mx;
    private static int submission;
    private static int submissions;
    private static int pop3s;
    private static int imaps;
    private static int tlsEnded;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        behindProxies("smtpserver.xml", "mx", "submission", "submissions");
        behindProxies("pop3server.xml", "pop3s");
        behindProxies("imapserver.xml", "imaps");
        replace("smtpserver.xml", "</smtpservers>", """
                <smtpserver enabled="true">
                  <bind>127.0.0.1:%d</bind>
                  <policy name="submissions">
                    <proxy-network>127.0.0.1</proxy-network>
                    <proxy-ends-tls>true</proxy-ends-tls>
                  </policy>
                </smtpserver>
                </smtpservers>""".formatted(TLS_ENDED));
        sekisho.start();
        PeerKey key = PeerKey.make(directory, "proxy", "mail.example.org");
        Path pem = Files.writeString(
                directory.resolve("proxy.pem"), Files.readString(key.certificate()) + Files.readString(key.key()));
        haproxy = new Haproxy(directory.resolve("haproxy"));
        mx = haproxy.before(sekisho.port(25), "", "send-proxy");
        submission = haproxy.before(sekisho.port(587), "", "send-proxy-v2");
        submissions = haproxy.before(sekisho.port(465), "", "send-proxy");
        pop3s = haproxy.before(sekisho.port(995), "", "send-proxy-v2");
        imaps = haproxy.before(sekisho.port(993), "", "send-proxy-v2");
        tlsEnded = haproxy.before(sekisho.port(TLS_ENDED), "ssl crt " + pem, "send-proxy-v2-ssl");
        haproxy.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (haproxy != null) {
            haproxy.close();
        }
        sekisho.close();
    }

    private static void behindProxies(String file, String... policies) throws IOException {
        for (String policy : policies) {
            replace(
                    file,
                    "<policy>" + policy + "</policy>",
                    "<policy name=\"" + policy + "\"><proxy-network>127.0.0.1</proxy-network></policy>");
        }
    }

    private static void replace(String file, String old, String now) throws IOException {
        Path conf = sekisho.home().resolve("conf").resolve(file);
        String text = Files.readString(conf);
        assertThat(text).contains(old);
        Files.writeString(conf, text.replace(old, now));
    }

    private static Command.Result swaks(int port, String... more) throws Exception {
        String[] words = {
            "swaks",
            "--server",
            "127.0.0.1:" + port,
            "--timeout",
            "30",
            "--local-interface",
            CLIENT,
            "--from",
            "alice@example.org",
            "--to",
            "bob@example.org"
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Command.of(all).run();
    }

    private static String[] login(String tls, String password) {
        return new String[] {tls, "--auth", "PLAIN", "--auth-user", "alice@example.org", "--auth-password", password};
    }

    private static String awaitEvent(String event, String listener) throws Exception {
        return new Logbook(sekisho.home().resolve("var/log/sekisho.log"))
                .await(
                        line -> line.contains("event=" + event) && line.contains("listener=" + listener + " "),
                        1,
                        sekisho.server()::isAlive,
                        event + " on " + listener);
    }

    @Test
    void mailOf25HasTheClientsAddress() throws Exception {
        Command.Result sent = swaks(mx, "--tls", "--header", "Subject: behind a proxy");
        assertThat(sent.exit()).as(sent.all()).isZero();
        assertThat(awaitEvent("accepted", "mx")).contains("peer=" + CLIENT + " ");
    }

    @Test
    void usersSendOn587And465() throws Exception {
        Command.Result startTls = swaks(submission, login("--tls", Installation.PASSWORD));
        assertThat(startTls.exit()).as(startTls.all()).isZero();
        Command.Result implicit = swaks(submissions, login("--tls-on-connect", Installation.PASSWORD));
        assertThat(implicit.exit()).as(implicit.all()).isZero();
        assertThat(awaitEvent("login-good", "submission")).contains("peer=" + CLIENT + " ");
        assertThat(awaitEvent("login-good", "submissions")).contains("peer=" + CLIENT + " ");
    }

    @Test
    void usersReadOn995And993() throws Exception {
        for (String url : new String[] {"pop3s://127.0.0.1:" + pop3s + "/", "imaps://127.0.0.1:" + imaps + "/INBOX"}) {
            Command.Result read = Command.of(
                            "curl",
                            "--silent",
                            "--show-error",
                            "--insecure",
                            "--interface",
                            CLIENT,
                            "--user",
                            "alice@example.org:" + Installation.PASSWORD,
                            url)
                    .run();
            assertThat(read.exit()).as(read.all()).isZero();
        }
        assertThat(awaitEvent("login-good", "pop3s")).contains("peer=" + CLIENT + " ");
        assertThat(awaitEvent("login-good", "imaps")).contains("peer=" + CLIENT + " ");
    }

    @Test
    void theTlsThatTheProxyEndsIsInTheLog() throws Exception {
        Command.Result sent = swaks(tlsEnded, login("--tls-on-connect", Installation.PASSWORD));
        assertThat(sent.exit()).as(sent.all()).isZero();
        assertThat(awaitEvent("login-good", "submissions-" + TLS_ENDED))
                .contains("peer=" + CLIENT + " ", "tls=TLSv1.3");
    }

    @Test
    void whoConnectsPastTheProxyGetsNoWord() throws Exception {
        Command.Result direct = swaks(sekisho.port(587), "--tls");
        assertThat(direct.exit()).isNotZero();
        assertThat(direct.all()).doesNotContain("<-  220", "<** 220");
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 465, 993, TLS_ENDED})
    void provesThePort(int port) throws Exception {
        Command.Result result = sekisho.sekisho(
                        "prove",
                        Integer.toString(port),
                        "--port-offset",
                        Integer.toString(sekisho.offset()),
                        "--user",
                        "alice@example.org",
                        "--password-stdin")
                .input(Installation.PASSWORD + "\n")
                .run();
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.output()).contains("PROXY header");
    }
}
