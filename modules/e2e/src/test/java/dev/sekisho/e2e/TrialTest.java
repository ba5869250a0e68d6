// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Plain;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value on trial lists the sessions that it refuses when it is in force, and no others. */
class TrialTest {
    private static final String POLICY = "<policy>mx</policy>";
    private static final String ON_TRIAL = "<policy name=\"mx\"><trial><tls>required</tls></trial></policy>";
    private static final String IN_FORCE = "<policy name=\"mx\"><tls>required</tls></policy>";
    private static final String NEEDS_TLS = "530 5.7.0";

    @TempDir
    Path directory;

    @Test
    void reportTrialListsThoseThatAreRefusedWhenTheValueIsInForce() throws Exception {
        try (Installation sekisho = Installation.prepared(directory)) {
            replace(sekisho, POLICY, ON_TRIAL);
            sekisho.start();
            assertThat(refused(sekisho)).isEmpty();
            Map<String, Long> listed = listed(sekisho);
            sekisho.stop();

            replace(sekisho, ON_TRIAL, IN_FORCE);
            sekisho.run();
            Map<String, Long> refused = refused(sekisho);
            assertThat(refused.remove("large")).as("it was refused before, too").isEqualTo(1);
            assertThat(refused).isEqualTo(listed).isEqualTo(Map.of("clear", 1L, "again", 2L));
        }
    }

    private static void replace(Installation sekisho, String old, String now) throws Exception {
        Path conf = sekisho.home().resolve("conf/smtpserver.xml");
        String text = Files.readString(conf);
        assertThat(text).contains(old);
        Files.writeString(conf, text.replace(old, now));
    }

    /** Has some sessions. @return in how many of each sender TLS was missing */
    private static Map<String, Long> refused(Installation sekisho) throws Exception {
        Map<String, Long> refused = new TreeMap<>();
        for (String sender : new String[] {"clear", "again", "again"}) {
            count(
                    refused,
                    sender,
                    Plain.ask(sekisho.port(25), "EHLO client.example", from(sender), "RCPT TO:<alice@example.org>"));
        }
        // Refused in any case, nothing to refuse, and one with TLS.
        count(
                refused,
                "large",
                Plain.ask(sekisho.port(25), "EHLO client.example", from("large") + " SIZE=999999999999"));
        count(refused, "nobody", Plain.ask(sekisho.port(25), "EHLO client.example"));
        Command.Result secured = Swaks.to(sekisho, 25)
                .with("--tls", "--from", "secured@example.net", "--to", "alice@example.org", "--quit-after", "RCPT")
                .run();
        assertThat(secured.exit()).as(secured.all()).isZero();
        count(refused, "secured", secured.all());
        return refused;
    }

    private static String from(String sender) {
        return "MAIL FROM:<" + sender + "@example.net>";
    }

    private static void count(Map<String, Long> refused, String sender, String session) {
        if (session.contains(NEEDS_TLS)) {
            refused.merge(sender, 1L, Long::sum);
        }
    }

    /** Sessions by sender, as the report has them once it has all. */
    private static Map<String, Long> listed(Installation sekisho) throws Exception {
        Map<String, Long> listed = Map.of();
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
                listed.values().stream().mapToLong(Long::longValue).sum() < 3 && System.nanoTime() < end; ) {
            TimeUnit.MILLISECONDS.sleep(200);
            listed = findings(sekisho);
        }
        return listed;
    }

    private static Map<String, Long> findings(Installation sekisho) throws Exception {
        String json = sekisho.sekisho("report", "trial", "--json").succeed().output();
        Map<String, Long> findings = new TreeMap<>();
        for (JsonNode finding : new ObjectMapper().readTree(json).get("findings")) {
            assertThat(finding.get("listener").asText()).isEqualTo("mx");
            assertThat(finding.get("reply").asText()).startsWith(NEEDS_TLS);
            findings.merge(
                    finding.get("sender").asText().replace("@example.net", ""),
                    finding.get("sessions").asLong(),
                    Long::sum);
        }
        return findings;
    }
}
