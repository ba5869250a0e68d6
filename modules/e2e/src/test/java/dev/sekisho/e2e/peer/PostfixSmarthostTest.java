// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
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

/** Mail leaves through a provider's Postfix, whose certificate is self-signed and pinned, with a login, by STARTTLS and by implicit TLS. */
class PostfixSmarthostTest {
    private static final String ALICE = "alice@example.org";

    @TempDir
    static Path directory;

    private static PostfixSmarthost provider;
    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        PeerKey key = PeerKey.make(directory, "provider", "quite.another.name.example");
        provider = PostfixSmarthost.start(directory.resolve("provider"), "127.0.0.1", key);
        sekisho = Installation.prepared(directory);
        Routes routes = new Routes(sekisho);
        for (String mechanism : new String[] {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"}) {
            routes.pinned(
                    mechanism,
                    provider.startTls(),
                    "<recipient>" + mechanism + ".example</recipient>",
                    "<mechanism>" + mechanism + "</mechanism>");
        }
        routes.pinned(
                "implicit", provider.implicitTls(), "<recipient>implicit.example</recipient>", "<tls>implicit</tls>");
        routes.pinned("rest", provider.startTls()).write();
        sekisho.start();
        String asked = sekisho.sekisho("pin", "add", "provider", provider.startTls(), "--yes")
                .succeed()
                .output();
        assertThat(asked).contains(key.pin());
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
        provider.close();
    }

    @Test
    void theServerChoosesAmongTheWaysToLogInTheOneThatTellsLeast() throws Exception {
        send("someone@elsewhere.example");
        assertThat(provider.awaitMessage("someone@elsewhere.example"))
                .contains("(Authenticated sender: " + Routes.USER + ")")
                .contains("(using TLSv1.3");
        assertThat(provider.log().text()).contains("sasl_method=SCRAM-SHA-256, sasl_username=" + Routes.USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"})
    void eachWayToLogInIsUnderstoodByDovecot(String mechanism) throws Exception {
        String recipient = "someone@" + mechanism.toLowerCase(Locale.ROOT) + ".example";
        send(recipient);
        assertThat(provider.awaitMessage(recipient)).contains("(Authenticated sender: " + Routes.USER + ")");
        assertThat(provider.log().text()).contains("sasl_method=" + mechanism + ",");
    }

    @Test
    void implicitTlsAndTheBodyAsItWasSent() throws Exception {
        send("someone@implicit.example");
        assertThat(provider.awaitMessage("someone@implicit.example"))
                .contains("(Authenticated sender: " + Routes.USER + ")")
                .contains("\n\n" + Routes.BODY);
    }

    @Test
    void aServerThatAsksForACertificateIsShownOurs() throws Exception {
        send("asked@elsewhere.example");
        assertThat(provider.awaitMessage("asked@elsewhere.example"))
                .contains("client-signature ECDSA")
                .contains("(Client CN \"");
    }

    private static void send(String recipient) throws Exception {
        Routes.send(sekisho, ALICE, recipient);
    }
}
