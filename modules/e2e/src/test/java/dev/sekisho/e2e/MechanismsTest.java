// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.peer.Swaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail programs of Debian log in by every mechanism, with passwords, with secrets for old mechanisms and with a device's key. */
class MechanismsTest {
    private static final String ALICE = "alice@example.org";
    private static final String SECRET = "tanstaaftanstaaf";

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        offer(
                "smtpserver.xml",
                "submissions",
                "PLAIN LOGIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS EXTERNAL CRAM-MD5 DIGEST-MD5");
        offer("pop3server.xml", "pop3s", "SCRAM-SHA-256 CRAM-MD5 APOP");
        offer("imapserver.xml", "imaps", "SCRAM-SHA-256 CRAM-MD5");
        sekisho.start();
        Command secret = sekisho.sekisho(
                "user", "password", "add", "--for", "cram-md5,digest-md5,apop", "--password-stdin", ALICE, "old");
        assertThat(secret.input(SECRET + "\n").run().exit()).isZero();
    }

    private static void offer(String file, String policy, String mechanisms) throws IOException {
        Path conf = sekisho.home().resolve("conf").resolve(file);
        String text = Files.readString(conf);
        String usual = "<policy>" + policy + "</policy>";
        assertThat(text).contains(usual);
        Files.writeString(
                conf,
                text.replace(
                        usual, "<policy name=\"" + policy + "\"><mechanisms>" + mechanisms + "</mechanisms></policy>"));
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    private static String passwordFor(String mechanism) {
        return mechanism.endsWith("MD5") || mechanism.equals("APOP") ? SECRET : Installation.PASSWORD;
    }

    private static Path configuration(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5"})
    void swaks(String mechanism) throws Exception {
        Command.Result result = swaks(mechanism, passwordFor(mechanism));
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.output()).contains("AUTH " + mechanism).contains("235 2.7.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRAM-MD5", "DIGEST-MD5"})
    void theAccountsPasswordIsNoneForOldMechanisms(String mechanism) throws Exception {
        Command.Result result = swaks(mechanism, Installation.PASSWORD);
        assertThat(result.exit()).isNotZero();
        assertThat(result.all()).contains("535 5.7.8");
    }

    private static Command.Result swaks(String mechanism, String password) throws Exception {
        return Swaks.to(sekisho, 465)
                .with("--tls-on-connect", "--auth", mechanism, "--auth-user", ALICE, "--auth-password", password)
                .with("--quit-after", "AUTH")
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "CRAM-MD5", "DIGEST-MD5"})
    void msmtpSends(String mechanism) throws Exception {
        send(mechanism, "password \"" + passwordFor(mechanism) + "\"");
    }

    @Test
    void msmtpSendsWithTheKeyOfADevice() throws Exception {
        Path key = directory.resolve("device.key");
        Path certificate = directory.resolve("device.crt");
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=device",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .succeed();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        sekisho.sekisho("user", "key", "add", ALICE, "device", certificate.toString())
                .succeed();
        send("EXTERNAL", "tls_key_file " + key + "\ntls_cert_file " + certificate);
        sekisho.sekisho("user", "key", "revoke", ALICE, "device").succeed();
        assertThat(msmtp("EXTERNAL", "tls_key_file " + key + "\ntls_cert_file " + certificate)
                        .exit())
                .isNotZero();
    }

    private static void send(String mechanism, String credentials) throws Exception {
        Command.Result sent = msmtp(mechanism, credentials);
        assertThat(sent.exit()).as(sent.all()).isZero();
    }

    private static Command.Result msmtp(String mechanism, String credentials) throws Exception {
        Path file = configuration(
                "msmtprc-" + mechanism,
                "account default",
                "host 127.0.0.1",
                "port " + sekisho.port(465),
                "tls on",
                "tls_starttls off",
                "tls_certcheck off",
                "from " + ALICE,
                "user " + ALICE,
                "auth " + mechanism.toLowerCase(Locale.ROOT),
                credentials);
        return Command.of("msmtp", "-C", file.toString(), ALICE)
                .input("From: " + ALICE + "\nTo: " + ALICE + "\nSubject: by " + mechanism + "\n\nhello\n")
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "CRAM-MD5", "APOP"})
    void mpopReads(String mechanism) throws Exception {
        Path mails = directory.resolve("mpop-" + mechanism);
        Path file = configuration(
                "mpoprc-" + mechanism,
                "account default",
                "host 127.0.0.1",
                "port " + sekisho.port(995),
                "tls on",
                "tls_starttls off",
                "tls_certcheck off",
                "keep on",
                "user " + ALICE,
                "auth " + mechanism.toLowerCase(Locale.ROOT),
                "password \"" + passwordFor(mechanism) + "\"",
                "delivery mbox " + mails,
                "uidls_file " + directory.resolve("uidls-" + mechanism));
        Command.Result fetched = Command.of("mpop", "-C", file.toString()).run();
        assertThat(fetched.exit()).as(fetched.all()).isZero();
    }

    @Test
    void fetchmailReadsByApop() throws Exception {
        Path file = configuration(
                "fetchmailrc",
                "poll 127.0.0.1 service " + sekisho.port(995) + " protocol apop user \"" + ALICE + "\" password \""
                        + SECRET + "\" ssl no sslcertck keep mda \"cat > /dev/null\"");
        Command.Result fetched = Command.of(
                        "fetchmail",
                        "-f",
                        file.toString(),
                        "--pidfile",
                        directory.resolve("fetchmail.pid").toString())
                .with("FETCHMAILHOME", directory.toString())
                .run();
        // 1 says that there is no mail.
        assertThat(fetched.exit()).as(fetched.all()).isIn(0, 1);
        assertThat(fetched.all()).doesNotContain("Authorization failure");
    }

    /** What Thunderbird calls an encrypted password is CRAM-MD5. */
    @Test
    void pythonReadsImapByCramMd5AndNotByAPassword() throws Exception {
        Command.Result result = python(
                "imap.py",
                String.join(
                        "\n",
                        "import imaplib, ssl, sys",
                        "c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE",
                        "m = imaplib.IMAP4_SSL('127.0.0.1', int(sys.argv[1]), ssl_context=c)",
                        "assert 'AUTH=CRAM-MD5' in m.capabilities and 'LOGINDISABLED' in m.capabilities, m.capabilities",
                        "try:",
                        "    m.login(sys.argv[2], sys.argv[4]); sys.exit('a password was taken')",
                        "except imaplib.IMAP4.error:",
                        "    pass",
                        "m.login_cram_md5(sys.argv[2], sys.argv[3])",
                        "assert m.select('INBOX')[0] == 'OK'"),
                sekisho.port(993));
        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Test
    void pythonBindsScramToTheCertificateAndNobodyInBetweenCan() throws Exception {
        String script = String.join(
                "\n",
                "import base64, hashlib, hmac, smtplib, ssl, sys",
                "c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE",
                "def login(port, user, password, faked):",
                "    s = smtplib.SMTP_SSL('127.0.0.1', port, context=c); s.ehlo()",
                "    assert 'SCRAM-SHA-256-PLUS' in s.esmtp_features['auth'], s.esmtp_features",
                "    cert = s.sock.getpeercert(True)",
                "    binding = hashlib.sha256(b'another' if faked else cert).digest()",
                "    head, bare = b'p=tls-server-end-point,,', b'n=' + user.encode() + b',r=rOprNGfwEbeRWgbNEkqO'",
                "    code, first = s.docmd('AUTH', 'SCRAM-SHA-256-PLUS ' + base64.b64encode(head + bare).decode())",
                "    assert code == 334, (code, first)",
                "    first = base64.b64decode(first)",
                "    said = dict(p.split(b'=', 1) for p in first.split(b','))",
                "    salted = hashlib.pbkdf2_hmac('sha256', password.encode(), base64.b64decode(said[b's']), int(said[b'i']))",
                "    key = hmac.digest(salted, b'Client Key', 'sha256')",
                "    last = b'c=' + base64.b64encode(head + binding) + b',r=' + said[b'r']",
                "    message = bare + b',' + first + b',' + last",
                "    sig = hmac.digest(hashlib.sha256(key).digest(), message, 'sha256')",
                "    proof = bytes(a ^ b for a, b in zip(key, sig))",
                "    code, reply = s.docmd(base64.b64encode(last + b',p=' + base64.b64encode(proof)).decode())",
                "    if code == 334:",
                "        server = hmac.digest(hmac.digest(salted, b'Server Key', 'sha256'), message, 'sha256')",
                "        assert base64.b64decode(reply) == b'v=' + base64.b64encode(server), reply",
                "        code, reply = s.docmd('')",
                "    return code",
                "port = int(sys.argv[1])",
                "assert login(port, sys.argv[2], sys.argv[4], False) == 235",
                "assert login(port, sys.argv[2], sys.argv[4], True) == 501");
        Command.Result result = python("scram.py", script, sekisho.port(465));
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(Files.readString(sekisho.home().resolve("var/log/sekisho.log"), StandardCharsets.UTF_8))
                .contains("reason=channel-binding");
    }

    private static Command.Result python(String name, String script, int port) throws Exception {
        Path file = configuration(name, script);
        return Command.of("python3", file.toString(), String.valueOf(port), ALICE, SECRET, Installation.PASSWORD)
                .run();
    }
}
