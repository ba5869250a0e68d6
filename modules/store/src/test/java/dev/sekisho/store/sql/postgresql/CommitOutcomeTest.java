// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreUncertainException;
import dev.sekisho.store.sql.postgresql.CommitOutcome.Mark;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** How a transaction has ended is told by what it has left, whatever has become of its number. */
class CommitOutcomeTest {
    private static final String ADD = "INSERT INTO domains (name, is_default, added) VALUES (?, FALSE, 0)";

    private Engine.Place place;
    private Database database;
    private CommitOutcome outcomes;

    @BeforeEach
    void open() {
        place = Engine.POSTGRESQL.place();
        DatabaseSettings.Postgresql settings = (DatabaseSettings.Postgresql) place.settings();
        database = DatabaseOpener.open(settings);
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setURL(settings.url());
        connections.setUser(settings.user());
        connections.setPassword(settings.password());
        outcomes = new CommitOutcome(connections, Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    private Mark committed(String domain) {
        return database.write(sql -> {
            assertThat(sql.update(ADD, domain)).isEqualTo(1);
            return CommitOutcome.mark(sql).orElseThrow();
        });
    }

    @Test
    void isTheMarkThatWasCommitted() {
        assertThat(outcomes.wasCommitted(committed("kept.example"))).isTrue();
    }

    @Test
    void isNotThatOfAnotherTransactionThatHasGotTheNumberAfterACrash() {
        Mark mark = committed("other.example");
        assertThat(outcomes.wasCommitted(new Mark(mark.mark() + 1_000_000, mark.number())))
                .isFalse();
    }

    @Test
    void isAnEndWhereTheNumberWasNotGivenOutYetAfterACrash() {
        Mark mark = committed("last.example");
        assertThat(outcomes.wasCommitted(new Mark(mark.mark() + 1_000_000, mark.number() + 1_000_000)))
                .isFalse();
    }

    @Test
    void isWaitedForWhileTheTransactionIsUnderWay() {
        CompletableFuture<Mark> made = new CompletableFuture<>();
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        CompletableFuture<Boolean> unit = database.submit(sql -> {
            assertThat(sql.update(ADD, "slow.example")).isEqualTo(1);
            made.complete(CommitOutcome.mark(sql).orElseThrow());
            return goOn.join();
        });
        Mark mark = made.join();
        CompletableFuture<Boolean> outcome = CompletableFuture.supplyAsync(() -> outcomes.wasCommitted(mark));
        assertThat(outcome).isNotDone();
        goOn.complete(true);
        assertThat(unit.join()).isTrue();
        assertThat(outcome.join()).isTrue();
    }

    @Test
    void isNoneOfATransactionThatHasWrittenNothing() {
        Optional<Mark> mark = database.write(sql -> {
            sql.number("SELECT COUNT(*) FROM domains");
            return CommitOutcome.mark(sql);
        });
        assertThat(mark).isEmpty();
    }

    @Test
    void isADoubtWhereNobodyAnswers() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setURL("jdbc:postgresql://127.0.0.1:1/none");
        assertThatThrownBy(() -> new CommitOutcome(nobody, Duration.ofMillis(500)).wasCommitted(new Mark(7, 7)))
                .isInstanceOf(StoreUncertainException.class);
    }

    @Test
    void isForgottenLongAfterwards() {
        Mark mark = committed("old.example");
        assertThat(database.<Integer>write(sql -> sql.update(
                        "UPDATE commit_marks SET made = made - INTERVAL '1 hour' WHERE mark = ?", mark.mark())))
                .isEqualTo(1);
        Mark young = committed("young.example");
        database.tidy();
        assertThat(outcomes.wasCommitted(mark)).isFalse();
        assertThat(outcomes.wasCommitted(young)).isTrue();
    }
}
