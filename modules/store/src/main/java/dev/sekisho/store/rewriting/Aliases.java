// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.util.List;
import java.util.Locale;
import javax.mail.internet.AddressException;
import org.apache.james.DefaultUserEntityValidator;
import org.apache.james.RecipientRewriteTableUserEntityValidator;
import org.apache.james.UserEntityValidator;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.rrt.api.LoopDetectedException;
import org.apache.james.rrt.api.MappingAlreadyExistsException;
import org.apache.james.rrt.api.MappingConflictException;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.api.SameSourceAndDestinationException;
import org.apache.james.rrt.api.SourceDomainIsNotInDomainListException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.user.api.UsersRepository;

/** Further addresses of users: mail for an alias goes to its targets, and a target that is a user may send as the alias. */
public final class Aliases {

    /** One address and one of the addresses its mail goes to. */
    public record Alias(MailAddress address, MailAddress target) {}

    private final Database database;
    private final SqlRecipientRewriteTable table;

    /** On an opened database; what exists as a user or a domain is asked of the two others. */
    public Aliases(Database database, DomainList domains, UsersRepository users) {
        this.database = database;
        this.table = new SqlRecipientRewriteTable(database);
        table.setDomainList(domains);
        table.setUsersRepository(users);
        table.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        table.setUserEntityValidator(UserEntityValidator.aggregate(
                new DefaultUserEntityValidator(users), new RecipientRewriteTableUserEntityValidator(table)));
    }

    /** Gives an alias one more target, which may be an address elsewhere. */
    public AliasChangeResult add(MailAddress alias, MailAddress target) {
        return add(alias, target, false);
    }

    /**
     * The same.
     *
     * @param mayBeUnknown true if the target may be an address of a local domain that nobody has yet
     */
    public AliasChangeResult add(MailAddress alias, MailAddress target, boolean mayBeUnknown) {
        return switch (looked(alias, target, mayBeUnknown)) {
            case LOOP -> AliasChangeResult.LOOP;
            case UNKNOWN_TARGET -> AliasChangeResult.UNKNOWN_TARGET;
            case SOUND -> insert(alias, target);
        };
    }

    private AliasChangeResult insert(MailAddress alias, MailAddress target) {
        try {
            String written = database.read(sql -> RewriteTable.written(sql, target));
            table.addAliasMapping(MappingSource.fromMailAddress(alias), written);
            return AliasChangeResult.DONE;
        } catch (MappingAlreadyExistsException e) {
            return AliasChangeResult.ALREADY_EXISTS;
        } catch (SourceDomainIsNotInDomainListException e) {
            return AliasChangeResult.UNKNOWN_DOMAIN;
        } catch (MappingConflictException e) {
            return AliasChangeResult.ADDRESS_TAKEN;
        } catch (LoopDetectedException | SameSourceAndDestinationException e) {
            return AliasChangeResult.LOOP;
        } catch (RecipientRewriteTableException e) {
            throw new StoreException("alias " + alias.asString(), e);
        }
    }

    private enum Found {
        SOUND,
        UNKNOWN_TARGET,
        LOOP
    }

    /** What James does not look at: its own look ends at the first address. */
    private Found looked(MailAddress alias, MailAddress target, boolean mayBeUnknown) {
        String source = alias.getLocalPart().equals("*")
                ? RewriteTraversal.anyOf(alias.getDomain())
                : alias.asString().toLowerCase(Locale.ROOT);
        return database.read(sql -> {
            RewriteTraversal reach = new RewriteTraversal(sql);
            if (reach.from(target).contains(source)) {
                return Found.LOOP;
            }
            return mayBeUnknown || reach.isKnown(target) ? Found.SOUND : Found.UNKNOWN_TARGET;
        });
    }

    /** What sends its mail to a user: aliases and forwards, groups and patterns, by their addresses. */
    public List<String> pointingAt(Username user) {
        return database.read(sql -> RewriteTable.all(sql)).stream()
                .filter(rewrite -> rewrite.asMapping().getMappingValue().equalsIgnoreCase(user.asString()))
                .map(rewrite -> rewrite.localPart() + "@" + rewrite.domain())
                .filter(source -> !source.equals(user.asString()))
                .distinct()
                .toList();
    }

    /** Takes one target, upper and lower case being the same, from an alias; the last one ends the alias. */
    public AliasChangeResult remove(MailAddress alias, MailAddress target) {
        MappingSource source = MappingSource.fromMailAddress(alias);
        return database.write(sql -> {
            List<Mapping> found = RewriteTable.of(sql, source).stream()
                    .map(RewriteTable.Rewrite::asMapping)
                    .filter(mapping -> mapping.getType() == Mapping.Type.Alias)
                    .filter(mapping -> mapping.getMappingValue().equalsIgnoreCase(target.asString()))
                    .toList();
            found.forEach(mapping -> RewriteTable.delete(sql, source, mapping));
            return found.isEmpty() ? AliasChangeResult.UNKNOWN_ALIAS : AliasChangeResult.DONE;
        });
    }

    /** Whether an address is an alias; that of a catch-all alone is not. */
    public boolean exists(MailAddress address) {
        return database.read(sql -> RewriteTable.of(sql, MappingSource.fromMailAddress(address))).stream()
                .anyMatch(rewrite -> rewrite.asMapping().getType() == Mapping.Type.Alias);
    }

    /** All aliases, by domain and address. */
    public List<Alias> list() {
        return database.read(RewriteTable::all).stream()
                .filter(rewrite -> rewrite.asMapping().getType() == Mapping.Type.Alias)
                .map(Aliases::alias)
                .toList();
    }

    private static Alias alias(RewriteTable.Rewrite rewrite) {
        try {
            return new Alias(
                    new MailAddress(rewrite.localPart(), rewrite.domain()),
                    new MailAddress(rewrite.asMapping().getMappingValue()));
        } catch (AddressException e) {
            throw new StoreException("found an alias that is no address: " + rewrite, e);
        }
    }
}
