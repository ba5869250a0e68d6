// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.trial;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What values on trial would have refused. Bounded: the oldest rows go. Blocks; safe for all threads. */
public final class TrialStore {
    /** Findings that are kept. */
    public static final int MOST = 50_000;

    /** Findings are kept for so long after the last time. */
    public static final Duration KEPT = Duration.ofDays(90);

    /** A value that was on trial on no server for so long begins anew. */
    static final Duration INTERRUPTED = Duration.ofDays(7);

    private final Database database;

    /** On an opened database. */
    public TrialStore(Database database) {
        this.database = database;
    }

    /** Adds findings to those that are there. */
    public void write(Collection<TrialFinding> findings) {
        database.write(sql -> {
            sql.updateAll(
                    "INSERT INTO trial_findings (listener, property, trial_value, reason, client, user_name, sender,"
                            + " recipient, reply, first_seen, last_seen, sessions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (listener, property, trial_value, reason, client, user_name, sender) DO UPDATE SET"
                            + " recipient = excluded.recipient, reply = excluded.reply, last_seen = excluded.last_seen,"
                            + " sessions = trial_findings.sessions + excluded.sessions",
                    findings.stream().map(TrialStore::row).toList());
            return true;
        });
    }

    private static @Nullable Object[] row(TrialFinding finding) {
        TrialFinding.Subject of = finding.subject();
        return new @Nullable Object[] {
            of.listener(),
            of.property(),
            of.value(),
            of.reason(),
            of.client(),
            of.user(),
            of.sender(),
            finding.recipient(),
            finding.reply(),
            finding.first(),
            finding.last(),
            finding.sessions()
        };
    }

    /** Findings since then, those of the most sessions first. @param listener empty for those of all listeners */
    public List<TrialFinding> findings(Optional<String> listener, Instant since) {
        String columns = "SELECT listener, property, trial_value, reason, client, user_name, sender, recipient, reply,"
                + " first_seen, last_seen, sessions FROM trial_findings WHERE last_seen >= ?";
        String order = " ORDER BY sessions DESC, last_seen DESC, client, sender";
        return database.read(sql -> listener.isPresent()
                ? sql.query(columns + " AND listener = ?" + order, TrialStore::read, since, listener.get())
                : sql.query(columns + order, TrialStore::read, since));
    }

    private static TrialFinding read(ResultRow row) throws SQLException {
        TrialFinding.Subject subject = new TrialFinding.Subject(
                row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7));
        return new TrialFinding(subject, row.text(8), row.text(9), row.instant(10), row.instant(11), row.number(12));
    }

    /** A server has these values on trial now. */
    public void run(Collection<RunningTrial> trials, Instant now) {
        database.write(sql -> {
            sql.update("DELETE FROM trials WHERE last_seen < ?", now.minus(INTERRUPTED));
            trials.forEach(trial -> run(sql, trial, now));
            return true;
        });
    }

    private static void run(Sql sql, RunningTrial trial, Instant now) {
        sql.update(
                "INSERT INTO trials (listener, property, trial_value, begun, last_seen) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (listener, property, trial_value) DO UPDATE SET last_seen = excluded.last_seen",
                trial.listener(),
                trial.property(),
                trial.value(),
                now,
                now);
    }

    /** The values that some server has on trial, and since when, the oldest first. */
    public Map<RunningTrial, Instant> running(Instant now) {
        Map<RunningTrial, Instant> running = new LinkedHashMap<>();
        database.read(sql -> sql.query(
                        "SELECT listener, property, trial_value, begun FROM trials WHERE last_seen >= ? ORDER BY begun, listener, property",
                        row -> Map.entry(new RunningTrial(row.text(1), row.text(2), row.text(3)), row.instant(4)),
                        now.minus(INTERRUPTED)))
                .forEach(each -> running.put(each.getKey(), each.getValue()));
        return running;
    }

    /** Removes what is too old, and the oldest of what is too much. */
    public void trim(Instant now) {
        trim(now, MOST);
    }

    void trim(Instant now, int most) {
        database.write(sql -> {
            sql.update("DELETE FROM trial_findings WHERE last_seen < ?", now.minus(KEPT));
            sql.update(
                    "DELETE FROM trial_findings WHERE last_seen <="
                            + " (SELECT last_seen FROM trial_findings ORDER BY last_seen DESC LIMIT 1 OFFSET ?)",
                    most);
            return true;
        });
    }
}
