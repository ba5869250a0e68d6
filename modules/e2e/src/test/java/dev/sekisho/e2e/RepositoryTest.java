// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a processor puts aside is seen, and sent again, while the server runs. */
class RepositoryTest {
    @TempDir
    Path directory;

    private Installation sekisho;

    @BeforeEach
    void start() throws Exception {
        sekisho = Installation.prepared(directory).start();
    }

    @AfterEach
    void stop() throws Exception {
        sekisho.close();
    }

    @Test
    void mailForAPostmasterThatThereIsNotIsSentAgainWhenThereIsOne() throws Exception {
        Command.Result sent = Swaks.to(sekisho, 25)
                .with(
                        "--from",
                        "friend@elsewhere.example",
                        "--to",
                        "postmaster@example.org",
                        "--header",
                        "Subject: who reads this")
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();
        JsonNode kept = awaitKept();
        assertThat(kept.get("recipients").get(0).asText()).isEqualTo("postmaster@example.org");
        String key = kept.get("key").asText();
        assertThat(sekisho.sekisho("repository", "export", "postmaster", key)
                        .succeed()
                        .output())
                .contains("Subject: who reads this\r\n");

        sekisho.sekisho("alias", "add", "postmaster@example.org", "bob@example.org")
                .succeed();
        assertThat(sekisho.sekisho("repository", "resend", "postmaster", key)
                        .succeed()
                        .output())
                .contains("1 mail moved into the spool");
        assertThat(awaitMail()).contains("Subject: who reads this");
        assertThat(kept()).isEmpty();
        assertThat(sekisho.sekisho("spool", "list").succeed().output()).contains("the spool is empty");
    }

    private JsonNode kept() throws Exception {
        Command.Result listed =
                sekisho.sekisho("repository", "list", "postmaster", "--json").run();
        return new ObjectMapper().readTree(listed.exit() == 0 ? listed.output() : "[]");
    }

    private JsonNode awaitKept() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonNode kept = kept();
        while (kept.isEmpty()) {
            assertThat(System.nanoTime()).as("nothing was put aside").isLessThan(end);
            kept = kept();
        }
        return kept.get(0);
    }

    private String awaitMail() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Maildrop maildrop = Maildrop.open(sekisho, "bob@example.org")) {
                if (maildrop.count() > 0) {
                    return maildrop.retrieve(1);
                }
            }
            assertThat(System.nanoTime()).as("nothing came").isLessThan(end);
        }
    }
}
