// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        configure(example(Files.readString(sekisho.home().resolve("docs/extending.md"))));
        try (Installation running = sekisho.start()) {
            Command.Result alias = running.sekisho("alias", "add", "alice+orders@example.org", "alice@example.org")
                    .run();
            assertThat(alias.exit()).as(alias.all()).isZero();

            Command.Result sent = Swaks.to(running, 465)
                    .as("bob@example.org")
                    .with("--tlsc", "--from", "bob@example.org", "--to", "alice+orders@example.org,bob@example.org")
                    .run();

            assertThat(sent.exit()).as(sent.all()).isZero();
            assertThat(firstMessage("alice@example.org")).contains("X-Department: orders");
            assertThat(firstMessage("bob@example.org")).doesNotContain("X-Department");
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

    /** The XML that the page shows. */
    private static String example(String page) {
        String begin = "```xml\n";
        int from = page.indexOf(begin) + begin.length();
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
