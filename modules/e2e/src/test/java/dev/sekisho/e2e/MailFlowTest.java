// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.SharedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A message goes in by 587 and by 465 and comes out by 995 and 993, by other people's clients, byte for byte. */
@ExtendWith(SharedServer.class)
class MailFlowTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void use(Installation shared) {
        sekisho = shared;
    }

    @Test
    void swaksBy587AndCurlBy995() throws Exception {
        Command.Result sent = Command.of(
                        "swaks",
                        "--server",
                        "127.0.0.1:" + sekisho.port(587),
                        "--tls",
                        "--auth",
                        "PLAIN",
                        "--auth-user",
                        ALICE,
                        "--auth-password",
                        Installation.PASSWORD,
                        "--from",
                        ALICE,
                        "--to",
                        BOB,
                        "--header",
                        "Subject: by swaks",
                        "--body",
                        "hello")
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();
        assertThat(fetchByPop3("Subject: by swaks"))
                .contains("hello")
                .contains("ESMTPSA")
                .contains("listener submission");
    }

    @Test
    void msmtpBy465AndMpopBy995() throws Exception {
        Path configuration = privateFile(
                "msmtprc",
                String.join(
                        "\n",
                        "defaults",
                        "auth plain",
                        "tls on",
                        "tls_starttls off",
                        "tls_certcheck off",
                        "account default",
                        "host 127.0.0.1",
                        "port " + sekisho.port(465),
                        "from " + ALICE,
                        "user " + ALICE,
                        "password \"" + Installation.PASSWORD + "\"",
                        ""));
        Command.Result sent = Command.of("msmtp", "-C", configuration.toString(), BOB)
                .input("From: " + ALICE + "\nTo: " + BOB + "\nSubject: by msmtp\n\nhello\n")
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();

        awaitMail("Subject: by msmtp");
        Path folder = Files.createDirectories(directory.resolve("mpop"));
        for (String part : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(folder.resolve(part));
        }
        Path mpop = privateFile(
                "mpoprc",
                String.join(
                        "\n",
                        "defaults",
                        "tls on",
                        "tls_starttls off",
                        "tls_certcheck off",
                        "keep on",
                        "account default",
                        "host 127.0.0.1",
                        "port " + sekisho.port(995),
                        "user " + BOB,
                        "password \"" + Installation.PASSWORD + "\"",
                        "delivery maildir " + folder,
                        "uidls_file " + directory.resolve("mpop-uidls"),
                        ""));
        Command.Result fetched = Command.of("mpop", "-C", mpop.toString()).run();
        assertThat(fetched.exit()).as(fetched.all()).isZero();
        assertThat(contents(folder)).contains("Subject: by msmtp");
    }

    @Test
    void curlBy465AndFetchmailBy993() throws Exception {
        byte[] message = ("From: " + ALICE + "\r\nTo: " + BOB + "\r\nSubject: by curl\r\n\r\nhello\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        sendByCurl("smtps", 465, message);
        awaitMail("Subject: by curl");
        Path rc = privateFile(
                "fetchmailrc",
                "poll 127.0.0.1 service " + sekisho.port(993) + " protocol imap user \"" + BOB
                        + "\" password \"" + Installation.PASSWORD + "\" ssl no sslcertck keep fetchall mda \"cat >> "
                        + directory.resolve("fetched") + "\"\n");
        Command.Result fetched = Command.of(
                        "fetchmail",
                        "-f",
                        rc.toString(),
                        "--pidfile",
                        directory.resolve("fm.pid").toString())
                .with("FETCHMAILHOME", directory.toString())
                .run();
        assertThat(fetched.exit()).as(fetched.all()).isZero();
        assertThat(Files.readString(directory.resolve("fetched"))).contains("Subject: by curl");
    }

    @Test
    void keepsEveryMessageByteForByte() throws Exception {
        for (Map.Entry<String, byte[]> message : messages().entrySet()) {
            for (int port : new int[] {587, 465}) {
                String id = message.getKey() + "-" + port;
                byte[] sent = concat(
                        ("From: " + ALICE + "\r\nX-Test: " + id + "\r\n").getBytes(StandardCharsets.US_ASCII),
                        message.getValue());
                sendByCurl(port == 465 ? "smtps" : "smtp", port, sent);
                assertThat(withoutTrace(fetchOctetsByPop3("X-Test: " + id)))
                        .as("%s by 995", id)
                        .isEqualTo(latin(sent));
                assertThat(withoutTrace(fetchOctetsByImap("X-Test: " + id)))
                        .as("%s by 993", id)
                        .isEqualTo(latin(sent));
            }
        }
    }

    @Test
    void givesUniqueIdsThatStay() throws Exception {
        Command.Result first = curlPop3("", "--request", "UIDL");
        Command.Result second = curlPop3("", "--request", "UIDL");
        assertThat(second.output()).startsWith(first.output());
    }

    private static Map<String, byte[]> messages() {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put(
                "utf8",
                "Subject: =?utf-8?q?x?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n関所はæøå\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        messages.put(
                "utf8-header",
                "Subject: Gr\u00fc\u00dfe \u95a2\u6240\r\nX-Place: caf\u00e9\r\n\r\nx\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        messages.put("dots", "Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
        messages.put("empty-body", "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        messages.put(
                "long-lines",
                ("Subject: x\r\n\r\n" + ("y".repeat(998) + "\r\n").repeat(50)).getBytes(StandardCharsets.US_ASCII));
        messages.put("attachment", attachment(10 * 1024 * 1024));
        return messages;
    }

    private static byte[] attachment(int octets) {
        byte[] content = new byte[octets * 3 / 4];
        new Random(7).nextBytes(content);
        String encoded = Base64.getMimeEncoder().encodeToString(content);
        return ("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + encoded + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void sendByCurl(String scheme, int port, byte[] message) throws Exception {
        Path file = Files.createTempFile(directory, "message", ".eml");
        Files.write(file, message);
        Command.Result sent = Command.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--ssl-reqd",
                        "--url",
                        scheme + "://127.0.0.1:" + sekisho.port(port),
                        "--user",
                        ALICE + ":" + Installation.PASSWORD,
                        "--mail-from",
                        ALICE,
                        "--mail-rcpt",
                        BOB,
                        "--upload-file",
                        file.toString())
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();
    }

    private static Command.Result curlPop3(String path, String... more) throws Exception {
        String[] words = {
            "curl",
            "--silent",
            "--show-error",
            "--insecure",
            "--user",
            BOB + ":" + Installation.PASSWORD,
            "pop3s://127.0.0.1:" + sekisho.port(995) + "/" + path
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Command.of(all).run();
    }

    private static String fetchByPop3(String marker) throws Exception {
        return new String(fetchOctetsByPop3(marker), StandardCharsets.UTF_8);
    }

    /** The message that has the marker in its head, once it is delivered. */
    private static byte[] fetchOctetsByPop3(String marker) throws Exception {
        int number = awaitMail(marker);
        return curlPop3(Integer.toString(number)).octets();
    }

    private static int awaitMail(String marker) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            int count = (int) curlPop3("").output().lines().count();
            for (int number = count; number >= 1; number--) {
                if (curlPop3("", "--request", "TOP " + number + " 0").output().contains(marker)) {
                    return number;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("no message with " + marker + " came within a minute");
    }

    private static byte[] fetchOctetsByImap(String marker) throws Exception {
        int number = awaitMail(marker);
        Command.Result result = Command.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--user",
                        BOB + ":" + Installation.PASSWORD,
                        "imaps://127.0.0.1:" + sekisho.port(993) + "/INBOX;MAILINDEX=" + number)
                .run();
        assertThat(result.exit()).as(result.all()).isZero();
        return result.octets();
    }

    /** The message as it was sent: without what the server put before it. */
    private static String withoutTrace(byte[] octets) {
        String text = latin(octets);
        return text.substring(Math.max(0, text.indexOf("From: ")));
    }

    private static String contents(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static Path privateFile(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static String latin(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
