// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.SharedServer;
import dev.sekisho.e2e.peer.OpensslSession;
import dev.sekisho.e2e.peer.PostfixPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Postfix relays in through 2525 with a self-signed certificate, while its pin is changed by command and nothing is restarted. */
@ExtendWith(SharedServer.class)
class PostfixRelaysInTest {
    @TempDir
    static Path directory;

    private static Installation sekisho;
    private static String relayKey;

    @BeforeAll
    static void use(Installation shared) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        sekisho = shared;
        String pin = sekisho.status().path("certificates").get(0).path("pin").asText();
        relayKey = HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(Base64.getDecoder().decode(pin.substring("sha256/".length())));
    }

    @Test
    void aPinLetsItRelayAtOnceAndARevocationEndsThatAtOnce() throws Exception {
        makeKey("peer", "peer");
        try (PostfixPeer peer = postfix("peer", file("peer.crt"))) {
            assertThat(peer.send("one@elsewhere.example"))
                    .as("without the filter that 'sekisho enroll' prints, Postfix does not keep it")
                    .contains("status=bounced")
                    .contains("554 5.7.1 Transaction refused");
            String pin = presentedPin();
            pin("add", "branch", pin, "--for", "incoming");
            assertThat(peer.send("two@elsewhere.example")).as(peer.log()).contains("status=sent (250 2.0.0 OK");
            assertThat(peer.log()).as("Postfix knows us by our pin").contains("Verified TLS connection established");
            pin("revoke", "branch");
            assertThat(peer.send("three@elsewhere.example")).contains("554 5.7.1 Transaction refused");
        }
    }

    @Test
    void aPinnedCertificateThatIsMerelySentAlongDoesNotCount() throws Exception {
        makeKey("pinned", "pinned");
        makeKey("stranger", "stranger");
        pin("add", "honest", file("pinned.crt").toString(), "--for", "incoming");
        Path both = directory.resolve("both.crt");
        Files.writeString(both, Files.readString(file("stranger.crt")) + Files.readString(file("pinned.crt")));
        try (PostfixPeer peer = postfix("stranger", both)) {
            assertThat(peer.send("four@elsewhere.example")).contains("554 5.7.1 Transaction refused");
        }
        try (PostfixPeer peer = postfix("pinned", file("pinned.crt"))) {
            assertThat(peer.send("five@elsewhere.example")).as(peer.log()).contains("status=sent (250 2.0.0 OK");
        }
    }

    @Test
    void anotherCertificateOfThePinnedKeyIsThePinnedPeerAlsoWhenItIsExpired() throws Exception {
        makeKey("first", "first.example");
        pin("add", "renewed", file("first.crt").toString(), "--for", "incoming");
        openssl(
                "x509",
                "-new",
                "-key",
                file("first.key").toString(),
                "-subj",
                "/CN=quite.other.example",
                "-days",
                "-1",
                "-out",
                file("second.crt").toString());
        try (PostfixPeer peer = postfix("first", file("second.crt"))) {
            assertThat(peer.send("six@elsewhere.example")).as(peer.log()).contains("status=sent (250 2.0.0 OK");
        }
    }

    @Test
    void aRevocationStopsAResumedSessionAndAnOpenConnectionAtTheirNextMail() throws Exception {
        makeKey("long", "long");
        pin("add", "long", file("long.crt").toString(), "--for", "incoming");
        Path session = directory.resolve("session.pem");
        try (OpensslSession first = talk("-sess_out", session)) {
            first.say("EHLO long.example").await("250 DSN");
            first.say("MAIL FROM:<a@peer.example>").await("250 2.1.0");
            first.say("RSET").await("250 2.0.0");
            try (OpensslSession resumed = talk("-sess_in", session)) {
                resumed.await("Reused, TLSv1");
                resumed.say("EHLO long.example").await("250 DSN");
            }
            changePin("revoke", "long");
            awaitRefusal(first);
            try (OpensslSession resumed = talk("-sess_in", session)) {
                resumed.await("Reused, TLSv1");
                resumed.say("EHLO long.example").await("554 5.7.1 Transaction refused");
            }
        }
    }

    /** Within the second that a change may take. */
    private static void awaitRefusal(OpensslSession open) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (open.say("MAIL FROM:<a@peer.example>").next().startsWith("250")) {
            assertThat(System.nanoTime()).as("the revocation holds").isLessThan(end);
            open.say("RSET").await("250 2.0.0");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(open.say("RSET").next()).isEqualTo("554 5.7.1 Transaction refused");
    }

    private static PostfixPeer postfix(String key, Path certificates) throws Exception {
        Path folder = Files.createTempDirectory(directory, "postfix");
        return PostfixPeer.start(folder, sekisho.port(2525), relayKey, certificates, file(key + ".key"));
    }

    /** Changes pins, and waits until the server says that it has read them. */
    private static void pin(String... words) throws Exception {
        int before = readings();
        changePin(words);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (readings() == before) {
            assertThat(System.nanoTime()).as("the server reads the pins").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static int readings() throws IOException {
        return sekisho.console().split("pins are known to the store", -1).length;
    }

    private static void changePin(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "pin";
        System.arraycopy(words, 0, all, 1, words.length);
        Command.Result result = sekisho.sekisho(all).run();
        assertThat(result.exit()).as(result.all()).isZero();
    }

    /** What the log says of the last stranger: its pin, and the command that would accept it. */
    private static String presentedPin() throws IOException {
        String before = "may not relay: it presented ";
        String log = sekisho.console();
        assertThat(log).contains(before);
        String rest = log.substring(log.lastIndexOf(before) + before.length());
        String pin = rest.substring(0, rest.indexOf(';'));
        assertThat(rest).contains("'sekisho pin add NAME " + pin + " --for incoming' would accept it");
        return pin;
    }

    private static void makeKey(String name, String subject) throws Exception {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + subject,
                "-keyout",
                file(name + ".key").toString(),
                "-out",
                file(name + ".crt").toString());
    }

    private static void openssl(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "openssl";
        System.arraycopy(words, 0, all, 1, words.length);
        Command.Result made = Command.of(all).run();
        assertThat(made.exit()).as(made.all()).isZero();
    }

    private static Path file(String name) {
        return directory.resolve(name);
    }

    /** A session with the key of "long" as the client's. */
    private static OpensslSession talk(String option, Path session) throws IOException {
        return OpensslSession.start(
                sekisho.port(2525),
                "-starttls",
                "smtp",
                "-cert",
                file("long.crt").toString(),
                "-key",
                file("long.key").toString(),
                option,
                session.toString());
    }
}
