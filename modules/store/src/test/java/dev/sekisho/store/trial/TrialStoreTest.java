// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunningTrial TRIAL = new RunningTrial("mx", "tls", "required");

    private static TrialFinding finding(String listener, String client, Instant when) {
        return new TrialFinding(
                new TrialFinding.Subject(listener, "tls", "required", "starttls-required", client, "", "<>"),
                "bob@example.org",
                "530 5.7.0 Must issue a STARTTLS command first",
                when,
                when,
                1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameIsCountedAndNodesAddToEachOther(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store one = Store.open(place.settings());
                Store other = Store.open(place.settings())) {
            one.trials().write(List.of(finding("mx", "192.0.2.1", NOW), finding("mx", "192.0.2.2", NOW)));
            other.trials().write(List.of(finding("mx", "192.0.2.1", NOW.plusSeconds(60))));

            assertThat(one.trials().findings(Optional.of("mx"), NOW))
                    .containsExactly(
                            finding("mx", "192.0.2.1", NOW).and(finding("mx", "192.0.2.1", NOW.plusSeconds(60))),
                            finding("mx", "192.0.2.2", NOW));
            assertThat(one.trials().findings(Optional.empty(), NOW.plusSeconds(1)))
                    .extracting(finding -> finding.subject().client())
                    .containsExactly("192.0.2.1");
            assertThat(one.trials().findings(Optional.of("submission"), NOW)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rowsAreBoundedInAgeAndInNumber(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            TrialStore trials = store.trials();
            trials.write(List.of(
                    finding("mx", "192.0.2.1", NOW),
                    finding("mx", "192.0.2.2", NOW.plusSeconds(1)),
                    finding("mx", "192.0.2.3", NOW.plusSeconds(2))));

            trials.trim(NOW.plusSeconds(2), 2);
            assertThat(trials.findings(Optional.empty(), NOW))
                    .extracting(finding -> finding.subject().client())
                    .containsExactly("192.0.2.3", "192.0.2.2");

            trials.trim(NOW.plus(TrialStore.KEPT).plusSeconds(2), 2);
            assertThat(trials.findings(Optional.empty(), NOW))
                    .extracting(finding -> finding.subject().client())
                    .containsExactly("192.0.2.3");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTrialBeginsWhenAServerHasItFirst(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            TrialStore trials = store.trials();
            assertThat(trials.running(NOW)).isEmpty();

            trials.run(List.of(TRIAL), NOW);
            trials.run(List.of(TRIAL), NOW.plus(Duration.ofDays(5)));
            trials.run(List.of(TRIAL), NOW.plus(Duration.ofDays(10)));
            assertThat(trials.running(NOW.plus(Duration.ofDays(11)))).isEqualTo(Map.of(TRIAL, NOW));

            Instant again = NOW.plus(Duration.ofDays(30));
            assertThat(trials.running(again)).isEmpty();
            trials.run(List.of(TRIAL), again);
            assertThat(trials.running(again)).isEqualTo(Map.of(TRIAL, again));
        }
    }
}
