// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.store.trial.TrialFinding;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialWriterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunningTrial TRIAL = new RunningTrial("mx", "tls", "required");

    @Test
    void whatWasFoundIsInTheStoreAfterTheEnd(@TempDir Path folder) throws Exception {
        TrialFinding.Subject subject =
                new TrialFinding.Subject("mx", "tls", "required", "starttls-required", "192.0.2.1", "", "<>");
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")))) {
            try (TrialWriter writer =
                    TrialWriter.begin(store.trials(), List.of(TRIAL), Clock.fixed(NOW, ZoneOffset.UTC))) {
                writer.found(subject, "bob@example.org", "530");
                writer.found(subject, "carol@example.org", "530");
            }
            assertThat(store.trials().findings(Optional.empty(), NOW))
                    .containsExactly(new TrialFinding(subject, "carol@example.org", "530", NOW, NOW, 2));
            assertThat(store.trials().running(NOW)).isEqualTo(Map.of(TRIAL, NOW));
        }
    }

    @Test
    void whatWaitsIsBounded(@TempDir Path folder) throws Exception {
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")));
                TrialWriter writer = new TrialWriter(store.trials(), List.of(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            for (int i = 0; i <= TrialWriter.MOST; i++) {
                writer.found(new TrialFinding.Subject("mx", "tls", "required", "r", "c" + i, "", "<>"), "", "530");
            }
            writer.write();
            assertThat(store.trials().findings(Optional.empty(), NOW)).hasSize(TrialWriter.MOST);
        }
    }
}
