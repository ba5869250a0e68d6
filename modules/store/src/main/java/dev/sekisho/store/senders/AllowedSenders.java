// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.policy.smtp.SenderRights;
import dev.sekisho.store.sql.Database;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.core.Username;

/** What users may send as. Every question is asked of the database, so what a command changes a running server knows at once. For any thread. */
public final class AllowedSenders {
    private final Database database;

    /** On an opened database. */
    public AllowedSenders(Database database) {
        this.database = database;
    }

    /**
     * An alias that leads to a user.
     *
     * @param address the alias
     * @param target what it names: the user, or another alias that leads there
     */
    public record NamedBy(String address, String target) {}

    /**
     * All that a user may send as, and why.
     *
     * @param user the user, whose address is one of them
     * @param aliases by alias
     * @param grants as granted
     */
    public record Listing(Username user, List<NamedBy> aliases, List<SenderGrant> grants) {
        public Listing {
            aliases = List.copyOf(aliases);
            grants = List.copyOf(grants);
        }
    }

    /** What is known of one address; enough to tell who owns it. */
    public SenderRights rights(Username user, String address) {
        String said = address.toLowerCase(Locale.ROOT);
        return database.read(sql -> new SenderRights(
                own(user),
                SenderGrantTable.isAlias(sql, said, user) ? Set.of(said) : Set.of(),
                SenderGrantTable.grants(sql, user)));
    }

    /** What is known of all addresses. */
    public SenderRights rights(Username user) {
        Listing all = listing(user);
        return new SenderRights(
                own(user),
                all.aliases().stream().map(NamedBy::address).collect(Collectors.toUnmodifiableSet()),
                all.grants());
    }

    /** All that a user may send as. */
    public Listing listing(Username user) {
        return database.read(
                sql -> new Listing(user, SenderGrantTable.aliases(sql, user), SenderGrantTable.grants(sql, user)));
    }

    /** Grants; @return false if that was granted already */
    public boolean add(Username user, SenderGrant grant) {
        return database.<Boolean>write(sql -> SenderGrantTable.insert(sql, user, grant));
    }

    /** Takes a grant back; @return false if there was none */
    public boolean remove(Username user, SenderGrant grant) {
        return database.<Boolean>write(sql -> SenderGrantTable.delete(sql, user, grant));
    }

    private static String own(Username user) {
        return user.asString().toLowerCase(Locale.ROOT);
    }
}
