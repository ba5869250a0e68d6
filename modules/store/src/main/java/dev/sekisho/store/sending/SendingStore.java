// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What accounts have sent, and what they may send, as all nodes have it. An account has at most a row for each step of a day. Blocks; safe for all
 * threads.
 */
public final class SendingStore {
    private final Database database;

    /** On an opened database. */
    public SendingStore(Database database) {
        this.database = database;
    }

    /**
     * What has changed.
     *
     * @param sent how many recipients there are in a step now
     * @param limits what an operator decided
     */
    public record Changes(List<SentCount> sent, List<UserLimits> limits) {}

    /** Adds to what is counted, in one unit. */
    public void add(Collection<SentCount> changes, Instant now) {
        database.write(sql -> {
            SentTable.add(sql, changes, now);
            return true;
        });
    }

    /** What has changed since then, on any node. */
    public Changes changes(Instant since) {
        return database.read(sql -> new Changes(SentTable.changed(sql, since), UserLimitsTable.changed(sql, since)));
    }

    /** What one account has sent. */
    public SentRecipients sent(String user) {
        return new SentRecipients(database.read(sql -> SentTable.of(sql, user)).stream()
                .collect(Collectors.toMap(SentCount::step, SentCount::recipients)));
    }

    /** The limits that an operator gave this account. */
    public Optional<SendingLimits> limits(String user) {
        return database.read(sql -> UserLimitsTable.of(sql, user));
    }

    /** The accounts that an operator gave limits, with these. */
    public Map<String, SendingLimits> limits() {
        return database.read(UserLimitsTable::all).stream()
                .collect(
                        Collectors.toMap(UserLimits::user, each -> each.limits().orElseThrow()));
    }

    /** Gives an account limits of its own, or takes them away; the account is at no limit until it reaches one of these. */
    public void limit(UserLimits limits, Instant now) {
        database.write(sql -> {
            UserLimitsTable.put(sql, limits, now);
            ReachedLimitTable.delete(sql, limits.user());
            return true;
        });
    }

    /** Enters that an account has reached a limit. */
    public LimitNews reached(String user, ReachedLimit limit, Instant now) {
        return database.write(sql -> {
            boolean first = ReachedLimitTable.enter(sql, user, limit, now);
            return new LimitNews(first, first && ReachedLimitTable.mayNotify(sql, user, limit, now));
        });
    }

    /** The accounts that are at a limit now. */
    public List<UserAtLimit> atLimit(Instant now) {
        return database.read(sql -> atLimit(sql, now));
    }

    /** The same, within a unit. */
    public static List<UserAtLimit> atLimit(Sql sql, Instant now) {
        return ReachedLimitTable.active(sql, now);
    }

    /** Forgets what a user that is removed has sent and may send. Nodes that know of limits of its own are told that there are none. */
    public static void forget(Sql sql, String user, Instant now) {
        SentTable.delete(sql, user);
        ReachedLimitTable.delete(sql, user);
        if (UserLimitsTable.of(sql, user).isPresent()) {
            UserLimitsTable.put(sql, new UserLimits(user, Optional.empty()), now);
        }
    }

    /** Removes what counts nothing any more. */
    public void trim(Instant now) {
        Instant oldest = now.minus(SentRecipients.KEPT);
        database.write(sql -> {
            SentTable.trim(sql, oldest);
            ReachedLimitTable.trim(sql, oldest);
            return true;
        });
    }
}
