// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.ClientOctets;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.peer.PeerKey;
import dev.sekisho.e2e.peer.PostfixSmarthost;
import dev.sekisho.e2e.peer.RecordingProxy;
import dev.sekisho.e2e.peer.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A smarthost that presents a key which is not pinned gets neither a login nor anything of a message: by its own log, and by every octet that was
 * sent to it. With TLS 1.2 the kinds of the records tell that; with TLS 1.3, where an alert looks like data, their length does.
 */
class CredentialsStayTest {
    private static final String ALICE = "alice@example.org";
    /** RFC 8446 5.2 and 6: two octets, one for what they are, and an authentication tag. */
    private static final int ENCRYPTED_ALERT = 2 + 1 + 16;

    @TempDir
    static Path directory;

    private static PeerKey theirs;
    private static PostfixSmarthost newer;
    private static PostfixSmarthost older;
    private static List<Watched> ways;
    private static Installation sekisho;

    /** A port that is watched. */
    private record Watched(String name, PostfixSmarthost server, boolean startTls, RecordingProxy proxy) {
        static Watched of(String name, PostfixSmarthost server, boolean startTls) throws Exception {
            return new Watched(
                    name, server, startTls, RecordingProxy.before(startTls ? server.startTls() : server.implicitTls()));
        }

        String recipient() {
            return "someone@" + name + ".example";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        theirs = PeerKey.make(directory, "theirs", "smtp.provider.example");
        newer = PostfixSmarthost.start(directory.resolve("newer"), "127.0.0.1", theirs);
        older = PostfixSmarthost.start(
                directory.resolve("older"), "127.0.0.1", theirs, "smtpd_tls_mandatory_protocols = TLSv1.2");
        ways = List.of(
                Watched.of("starttls-13", newer, true),
                Watched.of("implicit-13", newer, false),
                Watched.of("starttls-12", older, true),
                Watched.of("implicit-12", older, false));
        sekisho = Installation.prepared(directory);
        Routes routes = new Routes(sekisho);
        for (Watched way : ways) {
            routes.pinned(
                    way.name(),
                    way.proxy().address(),
                    "<recipient>" + way.name() + ".example</recipient>",
                    "<tls>" + (way.startTls() ? "starttls" : "implicit") + "</tls>");
        }
        routes.pinned("rest", "127.0.0.1:9").write();
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        for (Watched way : ways) {
            way.proxy().close();
        }
        sekisho.close();
        older.close();
        newer.close();
    }

    @Test
    void nothingButTheHandshakeLeavesUntilTheKeyIsPinned() throws Exception {
        pin(PeerKey.make(directory, "expected", "smtp.provider.example"));
        for (Watched way : ways) {
            Routes.send(sekisho, ALICE, way.recipient());
        }
        for (Watched way : ways) {
            sekisho.awaitConsole("to=" + way.recipient() + " route=" + way.name() + " server=127.0.0.1 presented=");
        }
        for (PostfixSmarthost server : List.of(newer, older)) {
            assertThat(server.log().text())
                    .contains("SSL_accept error")
                    .contains("lost connection after STARTTLS")
                    .doesNotContain("sasl_")
                    .doesNotContain("auth=")
                    .doesNotContain("mail=");
        }
        Map<Watched, Integer> refused = new HashMap<>();
        ways.forEach(way -> refused.put(way, way.proxy().said().size()));

        pin(theirs);
        for (Watched way : ways) {
            way.server().awaitMessage(way.recipient());
            List<byte[]> said = way.proxy().said();
            said.stream().limit(refused.get(way)).forEach(octets -> sawNothing(way, octets));
            assertThat(ClientOctets.of(said.get(said.size() - 1)).octets(ClientOctets.Kind.APPLICATION_DATA))
                    .as("this is how it looks when something is sent")
                    .isGreaterThan(10 * ENCRYPTED_ALERT);
        }
        assertThat(sekisho.console()).doesNotContain(Routes.PASSWORD);
    }

    private static void sawNothing(Watched way, byte[] octets) {
        ClientOctets said = ClientOctets.of(octets);
        assertThat(said.cleartext())
                .as(way.name())
                .matches(way.startTls() ? "EHLO [a-zA-Z0-9.-]+\r\nSTARTTLS\r\n" : "");
        assertThat(said.octets(ClientOctets.Kind.HANDSHAKE)).as(way.name()).isPositive();
        assertThat(said.octets(ClientOctets.Kind.APPLICATION_DATA))
                .as(way.name())
                .isLessThanOrEqualTo(way.server() == older ? 0 : ENCRYPTED_ALERT);
    }

    private static void pin(PeerKey key) throws Exception {
        sekisho.sekisho(
                        "pin",
                        "add",
                        "provider",
                        key.certificate().toString(),
                        "--for",
                        "outgoing",
                        "--host",
                        "127.0.0.1")
                .succeed();
    }
}
