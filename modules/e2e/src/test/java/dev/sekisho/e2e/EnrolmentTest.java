// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.peer.Exim;
import dev.sekisho.e2e.peer.PeerKey;
import dev.sekisho.e2e.peer.PostfixPeer;
import dev.sekisho.e2e.peer.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sekisho enroll} prints is copied into the configurations of Postfix, Exim and msmtp as it stands, and each of them relays in by it. */
class EnrolmentTest {
    /** For Exim, which asks the DNS else, and takes itself for the server. */
    private static final String LOOPBACK = "gethostbyname\nallow_localhost\n";

    @TempDir
    Path directory;

    private Installation sekisho;
    private PeerKey own;
    private List<String> text;

    @AfterEach
    void stop() throws Exception {
        sekisho.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "implicit"})
    void theSnippetsAreRight(String tls) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        enrol(tls);
        own = PeerKey.make(directory, "YOUR", "branch.example");
        Files.writeString(directory.resolve("localhost.crt"), section("Our certificate now") + "\n");
        try (PostfixPeer postfix = postfix()) {
            assertThat(postfix.send("early@elsewhere.example"))
                    .as(postfix.log())
                    .contains("status=deferred")
                    .contains("554 5.7.1 Transaction refused");
            sekisho.sekisho("pin", "add", "branch", own.certificate().toString(), "--for", "incoming")
                    .succeed();
            sekisho.awaitConsole("1 pins are known to the store");
            eximRelays();
            msmtpRelays();
            postfix.flush();
            postfix.awaitSent("early@elsewhere.example");
            assertThat(postfix.log()).contains("Verified TLS connection established to localhost");
        }
        assertThat(sekisho.console().split("is branch, by its active pin", -1)).hasSizeGreaterThan(3);
    }

    /** A server that goes by a name which leads to loopback, and whose ports are moved by its configuration, as the text tells them. */
    private void enrol(String tls) throws Exception {
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf");
        Files.writeString(
                conf.resolve("sekisho.xml"),
                "<sekisho><hostname>localhost</hostname><port-offset>" + sekisho.offset() + "</port-offset></sekisho>");
        Path smtp = conf.resolve("smtpserver.xml");
        Files.writeString(
                smtp,
                Files.readString(smtp)
                        .replace("<policy>relay</policy>", "<policy name=\"relay\"><tls>" + tls + "</tls></policy>"));
        new Routes(sekisho).pinned("nowhere", "127.0.0.1:9").write();
        sekisho.start();
        text = sekisho.sekisho("enroll", "branch").succeed().output().lines().toList();
        assertThat(text).contains("port: " + sekisho.port(2525));
    }

    /** The lines below a line, up to the next that is empty; with the folders and files that are its reader's to name. */
    private String section(String title) {
        int at = 0;
        while (!text.get(at).contains(title)) {
            at++;
        }
        int from = text.get(at).endsWith(":") ? at + 1 : at + 2;
        return text.subList(from, text.size()).stream()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replace("/etc/postfix/", directory + "/").replace("/etc/exim4/", directory + "/"))
                .collect(Collectors.joining("\n"));
    }

    private PostfixPeer postfix() throws Exception {
        Path policy = Files.writeString(directory.resolve("tls_policy"), section("/etc/postfix/tls_policy (") + "\n");
        Command.of("postmap", "-c", emptyConfiguration(), policy.toString()).succeed();
        Files.writeString(directory.resolve("status_filter"), section("/etc/postfix/status_filter;") + "\n");
        // Loopback has its names in the hosts file, not in the DNS.
        String sending = "smtp_host_lookup = native\n" + section("/etc/postfix/main.cf:") + "\n";
        return PostfixPeer.start(directory.resolve("postfix"), sending);
    }

    private String emptyConfiguration() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("empty"));
        Files.writeString(folder.resolve("main.cf"), "compatibility_level = 3.6\n");
        return folder.toString();
    }

    private void eximRelays() throws Exception {
        Exim exim = Exim.in(directory.resolve("exim"), """
                log_selector = +tls_certificate_verified
                begin routers
                everybody:
                  driver = accept
                  transport = enrolled
                begin transports
                enrolled:
                """ + section("Exim, a transport") + "\n" + LOOPBACK);
        Command.of(exim.words("-odf", "-f", "someone@branch.example", "exim@elsewhere.example"))
                .input("From: someone@branch.example\nSubject: by Exim\n\nhello\n")
                .succeed();
        assertThat(exim.log().text()).contains("=> exim@elsewhere.example").contains(" CV=yes ");
    }

    private void msmtpRelays() throws Exception {
        Path configuration = Files.writeString(directory.resolve("msmtprc"), section("msmtp, an account") + "\n");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-------"));
        Command.of(
                        "msmtp",
                        "-C",
                        configuration.toString(),
                        "-a",
                        "localhost",
                        "-f",
                        "someone@branch.example",
                        "msmtp@elsewhere.example")
                .with("HOME", directory.toString())
                .input("From: someone@branch.example\nSubject: by msmtp\n\nhello\n")
                .succeed();
    }
}
