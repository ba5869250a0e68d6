// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.TlsSession;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/extending.md, done as it says: the jar in {@code extensions-jars}, its classes in {@code mailetcontainer.xml}. */
class ExampleExtensionTest {
    private static final String TRANSPORT = "<processor state=\"transport\" enableJmx=\"false\">";

    @TempDir
    Path folder;

    private Installation sekisho;

    @BeforeEach
    void putTheExampleIn() throws Exception {
        sekisho = Installation.prepared(folder);
        Path jar = Path.of(System.getProperty("sekisho.example"));
        Files.copy(jar, sekisho.home().resolve("extensions-jars").resolve(jar.getFileName()));
    }

    @Test
    void theMailetIsLoadedAndSeesTheRecipientsOfTheMatcherOnly() throws Exception {
        String page = Files.readString(sekisho.home().resolve("docs/extending.md"));
        configure(example(page, "xml", "<mailet ")
                + "<mailet match=\"All\" class=\"dev.sekisho.example.NumberMessages\"/>");
        Path conf = sekisho.home().resolve("conf");
        Files.writeString(conf.resolve("extensions.properties"), example(page, "properties", "guice."));
        Files.writeString(conf.resolve("listeners.xml"), example(page, "xml", "<listeners>"));
        Path listeners = conf.resolve("smtpserver.xml");
        Files.writeString(
                listeners,
                Files.readString(listeners)
                        .replace(
                                "<policy>submissions</policy>",
                                "<policy>submissions</policy>" + example(page, "xml", "<handlerchain>")));
        try (Installation running = sekisho.start()) {
            Command.Result alias = running.sekisho("alias", "add", "alice+orders@example.org", "alice@example.org")
                    .run();
            assertThat(alias.exit()).as(alias.all()).isZero();

            Command.Result sent = Swaks.to(running, 465)
                    .as("bob@example.org")
                    .with("--tlsc", "--from", "bob@example.org", "--to", "alice+orders@example.org,bob@example.org")
                    .run();

            assertThat(sent.exit()).as(sent.all()).isZero();
            assertThat(firstMessage("alice@example.org")).contains("X-Department: orders", "X-Number: ");
            assertThat(firstMessage("bob@example.org")).contains("X-Number: ").doesNotContain("X-Department");
            theHookAndTheCommandAreServed(running);
        }
    }

    /** The policy decides first: the command needs a login here, by whatever mechanism. */
    private static void theHookAndTheCommandAreServed(Installation running) throws Exception {
        try (TlsSession session = TlsSession.open(running.port(465))) {
            assertThat(session.askSmtp("EHLO localhost"))
                    .isEqualTo("550 5.7.1 localhost is not a name for the network");
            assertThat(session.askSmtp("EHLO client.example")).startsWith("250 ");
            assertThat(session.askSmtp("XCOUNT")).startsWith("530 5.7.0");
            String token = "bob@example.org\0token-of-bob@example.org";
            assertThat(session.askSmtp("AUTH X-EXAMPLE-TOKEN "
                            + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII))))
                    .startsWith("235 ");
            assertThat(session.askSmtp("XCOUNT")).isEqualTo("250 2.0.0 2 accepted, 2 kept");
        }
    }

    @Test
    void aSettingThatTheMailetRefusesRefusesTheStart() throws Exception {
        configure("<mailet match=\"All\" class=\"dev.sekisho.example.AddHeader\"><name>X-Department</name></mailet>");

        Command.Result run = sekisho.sekisho("run", "--port-offset", Integer.toString(sekisho.offset()))
                .run();

        assertThat(run.exit()).isNotZero();
        assertThat(run.all()).contains("AddHeader: <value> is missing");
    }

    private void configure(String mailet) throws Exception {
        Path file = sekisho.home().resolve("conf/mailetcontainer.xml");
        String shipped = Files.readString(file);
        assertThat(shipped).contains(TRANSPORT);
        Files.writeString(file, shipped.replace(TRANSPORT, TRANSPORT + "\n" + mailet));
    }

    @Test
    void aModuleThatIsMissingRefusesTheStartWithItsLine() throws Exception {
        Files.writeString(
                sekisho.home().resolve("conf/extensions.properties"),
                "# ours\nguice.extension.module=com.example.Missing\n");

        Command.Result check = sekisho.sekisho("check").run();
        Command.Result run = sekisho.sekisho("run", "--port-offset", Integer.toString(sekisho.offset()))
                .run();

        assertThat(check.exit()).isNotZero();
        assertThat(run.exit()).isNotZero();
        assertThat(check.all()).contains("extensions.properties:2", "com.example.Missing");
        assertThat(run.all()).contains("extensions.properties:2: the Guice module com.example.Missing cannot be used");
    }

    /** What the page shows in a block of this language that begins so. */
    private static String example(String page, String language, String beginning) {
        String begin = "```" + language + "\n";
        assertThat(page).contains(begin + beginning);
        int from = page.indexOf(begin + beginning) + begin.length();
        return page.substring(from, page.indexOf("```", from));
    }

    private String firstMessage(String user) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            if (!fetch(user, "").isBlank()) {
                return fetch(user, "1");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no message came for " + user + "; the server said:\n" + sekisho.console());
    }

    private String fetch(String user, String number) throws Exception {
        String url = "pop3s://127.0.0.1:" + sekisho.port(995) + "/" + number;
        return Command.of("curl", "--silent", "--insecure", "--user", user + ":" + Installation.PASSWORD, url)
                .run()
                .output();
    }
}
