// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.quota.QuotaTable.Subject;
import dev.sekisho.store.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.QuotaManager.Quotas;

/**
 * The limits on what users keep, as an operator sets them: for one user, for all of a domain, for everybody. The limit of the user takes
 * precedence over that of the domain, and that over the limit for everybody. A running server uses a change at once.
 */
public final class QuotaAdmin {

    /** A limit that is none. */
    public static final long UNLIMITED = -1;

    private final Database database;

    /** On an opened database. */
    public QuotaAdmin(Database database) {
        this.database = database;
    }

    /** Whom a limit is for. */
    public sealed interface Whom {
        /** What the function for this kind makes of it. */
        <T> T fold(Function<Username, T> one, Function<Domain, T> each, Supplier<T> everybody);

        /** One user. */
        record One(Username user) implements Whom {
            @Override
            public <T> T fold(Function<Username, T> one, Function<Domain, T> each, Supplier<T> everybody) {
                return one.apply(user);
            }
        }

        /** Each user of a domain. */
        record Each(Domain domain) implements Whom {
            @Override
            public <T> T fold(Function<Username, T> one, Function<Domain, T> each, Supplier<T> everybody) {
                return each.apply(domain);
            }
        }

        /** Everybody. */
        record Everybody() implements Whom {
            @Override
            public <T> T fold(Function<Username, T> one, Function<Domain, T> each, Supplier<T> everybody) {
                return everybody.get();
            }
        }
    }

    /**
     * A limit; empty where there is none, -1 for without limit.
     *
     * @param octets of all messages together
     */
    public record Limit(Optional<Long> messages, Optional<Long> octets) {}

    /** Whom a limit is for, in words, and the limit. */
    public record Rule(String whom, Limit limit) {}

    /**
     * What a user keeps and may keep.
     *
     * @param mostMessages empty for without limit
     * @param mostOctets empty for without limit
     */
    public record Use(long messages, OptionalLong mostMessages, long octets, OptionalLong mostOctets) {}

    /** All limits there are. */
    public List<Rule> all() {
        return database.read(QuotaTable::all);
    }

    /** Sets those parts that are said; the others stay. */
    public void set(Whom whom, Limit limit) {
        Subject subject = subject(whom);
        database.write(sql -> {
            limit.messages().ifPresent(messages -> QuotaTable.setMessages(sql, subject, messages));
            limit.octets().ifPresent(octets -> QuotaTable.setOctets(sql, subject, octets));
            return true;
        });
    }

    /** Takes a limit away. @return false if there was none */
    public boolean remove(Whom whom) {
        return database.<Boolean>write(sql -> QuotaTable.remove(sql, subject(whom)));
    }

    /** What a user keeps, and what the nearest limit is. */
    public Use of(Username user) {
        Quotas quotas = database.read(sql -> SqlQuotas.of(sql, root(user)));
        return new Use(
                quotas.getMessageQuota().getUsed().asLong(),
                most(quotas.getMessageQuota().getLimit()),
                quotas.getStorageQuota().getUsed().asLong(),
                most(quotas.getStorageQuota().getLimit()));
    }

    private static OptionalLong most(QuotaLimitValue<?> limit) {
        return limit.isLimited() ? OptionalLong.of(limit.asLong()) : OptionalLong.empty();
    }

    private static Subject subject(Whom whom) {
        return whom.fold(user -> Subject.of(root(user)), Subject::of, () -> Subject.ALL);
    }

    /** A user's quota, as James names it. */
    public static QuotaRoot root(Username user) {
        return QuotaRoot.quotaRoot(MailboxConstants.USER_NAMESPACE + "&" + user.asString(), user.getDomainPart());
    }
}
