// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.store.trial.TrialFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
    }

    private void write() throws Exception {
        Files.createDirectories(folder.resolve("var"));
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")))) {
            store.trials().run(List.of(new RunningTrial("mx", "tls", "required")), NOW);
            store.trials()
                    .write(List.of(
                            finding("mx", "192.0.2.1", "<>", NOW, 3),
                            finding("submission", "192.0.2.2", "a@example.org", NOW.minus(Duration.ofDays(9)), 1)));
        }
    }

    private static TrialFinding finding(String listener, String client, String sender, Instant when, long sessions) {
        return new TrialFinding(
                new TrialFinding.Subject(listener, "tls", "required", "starttls-required", client, "", sender),
                "bob@example.org",
                "530 5.7.0 Must issue a STARTTLS command first",
                when,
                when,
                sessions);
    }

    @Test
    void whomATrialWouldRefuseIsListedWithTheNumberOfSessions() throws Exception {
        write();
        assertThat(commands.run("report", "trial")).isZero();
        assertThat(commands.out())
                .contains("on trial: listener mx, tls required, since ")
                .containsPattern("3 +192.0.2.1 +- +<> +mx +tls required ")
                .contains("192.0.2.2");
        assertThat(commands.run("report", "trial", "--since", "7d")).isZero();
        assertThat(commands.out()).contains("192.0.2.1").doesNotContain("192.0.2.2");
        assertThat(commands.run("report", "trial", "--listener", "submission")).isZero();
        assertThat(commands.out())
                .contains("192.0.2.2")
                .doesNotContain("192.0.2.1")
                .contains("nothing is on trial");
    }

    @Test
    void programsGetTheSame() throws Exception {
        write();
        assertThat(commands.run("report", "trial", "--listener", "mx", "--json"))
                .isZero();
        JsonNode all = JsonOutput.parse(commands.out());
        assertThat(all.get("trials")).hasSize(1);
        JsonNode finding = all.get("findings").get(0);
        assertThat(finding.get("client").asText()).isEqualTo("192.0.2.1");
        assertThat(finding.get("user").isNull()).isTrue();
        assertThat(finding.get("sessions").asInt()).isEqualTo(3);
        assertThat(finding.get("reason").asText()).isEqualTo("starttls-required");
    }

    @Test
    void nothingFoundAndWrongTimesAreSaid() {
        assertThat(commands.run("report", "trial")).isZero();
        assertThat(commands.out()).contains("nothing is on trial").contains("nobody would have been refused");
        assertThat(commands.run("report", "trial", "--since", "soon")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--since soon is not a time");
    }
}
