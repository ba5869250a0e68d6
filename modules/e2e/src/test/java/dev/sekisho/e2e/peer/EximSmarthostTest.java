// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail leaves through a provider's Exim, whose certificate is self-signed: not before its key is pinned, and then by each of its ways to log in. */
class EximSmarthostTest {
    private static final String ALICE = "alice@example.org";
    private static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN", "CRAM-MD5");

    @TempDir
    static Path directory;

    private static EximSmarthost provider;
    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        PeerKey key = PeerKey.make(directory, "provider", "quite.another.name.example");
        provider = EximSmarthost.start(directory.resolve("provider"), key);
        sekisho = Installation.prepared(directory);
        Routes routes = new Routes(sekisho);
        for (String mechanism : MECHANISMS) {
            routes.pinned(
                    mechanism,
                    provider.startTls(),
                    "<recipient>" + mechanism + ".example</recipient>",
                    "<mechanism>" + mechanism + "</mechanism>");
        }
        routes.pinned("rest", provider.implicitTls(), "<tls>implicit</tls>").write();
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
        provider.close();
    }

    @Test
    void mailWaitsForThePinAndThenGoesOutByStartTlsAndByImplicitTls() throws Exception {
        Routes.send(sekisho, ALICE, "someone@elsewhere.example");
        sekisho.awaitConsole("no key is pinned for 127.0.0.1, which presents sha256/");
        assertThat(provider.log().text()).doesNotContain(" <= ");
        sekisho.sekisho("pin", "add", "provider", provider.implicitTls(), "--implicit-tls", "--yes")
                .succeed();
        assertThat(provider.awaitMessage("someone@elsewhere.example"))
                .contains("with esmtpsa")
                .contains("\n\n" + Routes.BODY);
        for (String mechanism : MECHANISMS) {
            String recipient = "someone@" + mechanism.toLowerCase(Locale.ROOT) + ".example";
            Routes.send(sekisho, ALICE, recipient);
            provider.awaitMessage(recipient);
        }
        for (String name : new String[] {"plain", "login", "cram"}) {
            assertThat(provider.log().text()).contains(" A=" + name + ":" + Routes.USER);
        }
    }
}
