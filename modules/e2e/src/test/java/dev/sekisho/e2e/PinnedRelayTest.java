// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer with a self-signed certificate relays through 2525 if its key is pinned, and not otherwise. */
class PinnedRelayTest {
    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        String pinned = makeKey("pinned");
        String revoked = makeKey("revoked");
        makeKey("stranger");
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf/smtpserver.xml");
        String peers = "<policy name=\"relay\">\n"
                + "<peer name=\"partner\" pin=\"" + pinned + "\" state=\"active\"/>\n"
                + "<peer name=\"former\" pin=\"" + revoked + "\" state=\"revoked\"/>\n</policy>";
        Files.writeString(conf, Files.readString(conf).replace("<policy>relay</policy>", peers));
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    @Test
    void thePinnedPeerMaySendAnywhereAndIsNamedInTheTrace() throws Exception {
        Command.Result onward = send("pinned", "friend@elsewhere.example");
        assertThat(onward.exit()).as(onward.all()).isZero();
        Command.Result here = send("pinned", "bob@example.org");
        assertThat(here.exit()).as(here.all()).isZero();
        assertThat(sekisho.console()).contains("is partner, by its active pin");
    }

    @Test
    void aStrangerAndARevokedKeyAreToldTheSame() throws Exception {
        for (String who : new String[] {"stranger", "revoked"}) {
            Command.Result result = send(who, "friend@elsewhere.example");
            assertThat(result.exit()).isNotZero();
            assertThat(result.output()).contains("554 5.7.1 Transaction refused");
        }
        assertThat(sekisho.console()).contains("may not relay: it presented sha256/");
    }

    private static Command.Result send(String key, String recipient) throws Exception {
        return Swaks.to(sekisho, 2525)
                .with("--tls", "--tls-cert", file(key + ".crt"), "--tls-key", file(key + ".key"))
                .with("--from", "someone@partner.example", "--to", recipient)
                .run();
    }

    /** Makes a self-signed certificate with openssl; returns the pin of its key, by RFC 7469 2.4. */
    private static String makeKey(String name) throws Exception {
        Command.Result made = Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        file(name + ".key"),
                        "-out",
                        file(name + ".crt"))
                .run();
        assertThat(made.exit()).as(made.all()).isZero();
        Command.Result spki = Command.of("openssl", "pkey", "-in", file(name + ".key"), "-pubout", "-outform", "DER")
                .run();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(spki.octets());
        return "sha256/" + Base64.getEncoder().encodeToString(digest);
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }
}
