// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.SekishoServer;
import dev.sekisho.server.startup.StartRefused;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application of docs/extending.md: the server of its own {@code main}, with each kind of extension, on free ports. */
class CustomServerTest {
    private static final String ALICE = "alice@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String TRANSPORT = "<processor state=\"transport\" enableJmx=\"false\">";

    @TempDir
    Path home;

    private int port;
    private int mx;

    @Test
    void startsWithItsModulesTakesAMailAndStops() throws Exception {
        configure();
        try (SekishoServer server = CustomServer.start(home)) {
            server.service(DomainList.class).addDomain(Domain.of("example.org"));
            server.service(UsersRepository.class).addUser(Username.of(ALICE), PASSWORD);
            try (SmtpTestClient client = SmtpTestClient.tls(port)) {
                client.expect("220").ask("EHLO client.example", "250");
                assertThat(client.reply()).contains("XCOUNT").contains("X-EXAMPLE-TOKEN");
                client.ask("XCOUNT", "530 5.7.0")
                        .ask("AUTH X-EXAMPLE-TOKEN " + token(ALICE, "guessed"), "535 5.7.8")
                        .ask("AUTH X-EXAMPLE-TOKEN " + token(ALICE, "token-of-" + ALICE), "235")
                        .ask("XCOUNT", "250 2.0.0 0 accepted, 0 kept")
                        .ask("MAIL FROM:<" + ALICE + ">", "250")
                        .ask("RCPT TO:<" + ALICE + ">", "250")
                        .ask("DATA", "354")
                        .ask("From: " + ALICE + "\r\nSubject: an example\r\n\r\nHello.\r\n.", "250");
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!client.ask("XCOUNT", "250").reply().contains("1 accepted, 1 kept")) {
                    assertThat(System.nanoTime()).as(client.reply()).isLessThan(end);
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            try (SmtpTestClient client = SmtpTestClient.clear(mx)) {
                client.expect("220").ask("EHLO localhost", "550 5.7.1").ask("EHLO client.example", "250");
            }
        }
        assertThat(home.resolve("var/run/status.json")).doesNotExist();
    }

    @Test
    void isRefusedAsTheServerIsThatShips() throws Exception {
        configure();
        Path file = home.resolve("conf/smtpserver.xml");
        Files.writeString(file, Files.readString(file).replace("<policy>mx</policy>", "<policy>open</policy>"));
        assertThatThrownBy(() -> CustomServer.start(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("smtpserver.xml:");
    }

    @Test
    void isRefusedForAPropertyOfExtensionsThatIsUnknown() throws Exception {
        configure();
        Files.writeString(
                home.resolve("conf/extensions.properties"),
                "guice.extension.module=\nguice.extension.modul=typing.Error\n");
        assertThatThrownBy(() -> CustomServer.start(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("extensions.properties:2: the property guice.extension.modul is unknown");
    }

    @Test
    void hasTheBindingThatReplacesOneOfJames() throws Exception {
        configure();
        TextExtractor own = new DefaultTextExtractor();
        try (SekishoServer server = SekishoServer.builder(home)
                .with(new ExampleModule())
                .overrideWith(binder -> binder.bind(TextExtractor.class).toInstance(own))
                .start()) {
            assertThat(server.service(TextExtractor.class)).isSameAs(own);
        }
    }

    @Test
    void isAloneInItsFolderUntilItIsClosedAndMayBeClosedTwice() throws Exception {
        configure();
        SekishoServer server = CustomServer.start(home);
        try {
            assertThatThrownBy(() -> CustomServer.start(home))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("another server of this process runs in this folder");
        } finally {
            server.close();
            server.close();
        }
        CustomServer.start(home).close();
    }

    private void configure() throws Exception {
        port = freePort();
        mx = freePort();
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("sekisho.xml"), "<sekisho><hostname>mail.example.org</hostname></sekisho>");
        Files.writeString(
                conf.resolve("smtpserver.xml"),
                "<smtpservers><smtpserver><bind>127.0.0.1:" + port
                        + "</bind><policy>submissions</policy></smtpserver>\n"
                        + "<smtpserver><bind>127.0.0.1:" + mx + "</bind><policy>mx</policy><handlerchain>"
                        + "<handler class=\"dev.sekisho.example.RefuseHelo\"><name>localhost</name></handler>"
                        + "</handlerchain></smtpserver></smtpservers>");
        Files.writeString(
                conf.resolve("listeners.xml"),
                "<listeners><listener><class>dev.sekisho.example.CountKeptMessages</class></listener></listeners>");
        String shipped = Files.readString(Path.of("..", "..", "conf", "mailetcontainer.xml"));
        assertThat(shipped).contains(TRANSPORT);
        Files.writeString(
                conf.resolve("mailetcontainer.xml"),
                shipped.replace(
                        TRANSPORT, TRANSPORT + "<mailet match=\"All\" class=\"dev.sekisho.example.NumberMessages\"/>"));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String token(String user, String token) {
        return Base64.getEncoder().encodeToString((user + "\0" + token).getBytes(StandardCharsets.UTF_8));
    }
}
