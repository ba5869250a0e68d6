// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.login.AccountBucket;
import dev.sekisho.policy.login.AccountGuesses;
import dev.sekisho.policy.login.ClientPlace;
import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.Guesser;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code login_guesses}. */
final class GuessTable {
    private GuessTable() {}

    static void insert(Sql sql, Collection<Guess> guesses, Instant now) {
        sql.updateAll(
                "INSERT INTO login_guesses (id, begun, changed, address, network, account, user_name, standing, taken_back)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                guesses.stream().map(guess -> row(guess, now)).toList());
    }

    private static @Nullable Object[] row(Guess guess, Instant now) {
        Guesser by = guess.by();
        return new @Nullable Object[] {
            guess.id(),
            guess.begun(),
            now,
            by.place().address(),
            by.place().network(),
            by.account().bits(),
            by.user().orElse(null),
            by.standing().word(),
            false
        };
    }

    static void takeBack(Sql sql, Collection<Long> ids, Instant now) {
        sql.updateAll(
                "UPDATE login_guesses SET taken_back = ?, changed = ? WHERE id = ?",
                ids.stream().map(id -> new @Nullable Object[] {true, now, id}).toList());
    }

    static List<Guess> counted(Sql sql, Instant since) {
        return sql.query(
                "SELECT id, begun, address, network, account, user_name, standing FROM login_guesses"
                        + " WHERE changed >= ? AND NOT taken_back ORDER BY begun",
                GuessTable::read,
                since);
    }

    static List<Long> takenBack(Sql sql, Instant since) {
        return sql.query("SELECT id FROM login_guesses WHERE changed >= ? AND taken_back", row -> row.number(1), since);
    }

    /** Accounts that are guessed from many addresses, the most guessed first. */
    static List<GuardedAccount> guarded(Sql sql, Instant now) {
        return sql
                .query(
                        "SELECT MAX(user_name), COUNT(*), COUNT(DISTINCT address) FROM login_guesses"
                                + " WHERE begun > ? AND NOT taken_back AND standing <> ? GROUP BY account ORDER BY 2 DESC",
                        row -> new GuardedAccount(row.optionalText(1), row.number(2), row.integer(3)),
                        now.minus(AccountGuesses.WINDOW),
                        Standing.KNOWN.word())
                .stream()
                .filter(account -> AccountGuesses.isGuarded(account.addresses()))
                .toList();
    }

    static void delete(Sql sql, String user) {
        sql.update("DELETE FROM login_guesses WHERE user_name = ?", user);
    }

    static void trim(Sql sql, Instant oldest, int most) {
        sql.update("DELETE FROM login_guesses WHERE begun < ?", oldest);
        sql.update(
                "DELETE FROM login_guesses WHERE begun <= (SELECT begun FROM login_guesses ORDER BY begun DESC LIMIT 1 OFFSET ?)",
                most);
    }

    private static Guess read(ResultRow row) throws SQLException {
        String word = row.text(7);
        Standing standing = Arrays.stream(Standing.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SQLException("a guess of a client that is " + word));
        return new Guess(
                row.number(1),
                row.instant(2),
                new Guesser(
                        new ClientPlace(row.text(3), row.text(4)),
                        new AccountBucket(row.integer(5)),
                        row.optionalText(6),
                        standing));
    }
}
