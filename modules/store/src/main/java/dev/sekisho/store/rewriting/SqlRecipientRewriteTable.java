// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.rewriting.RewriteTable.Rewrite;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.core.Domain;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;

/** James' recipient rewrite table over the store. What it means to rewrite, and what may be added, is James'. */
public final class SqlRecipientRewriteTable extends AbstractRecipientRewriteTable {

    private final Database database;

    /** On an opened database; James' setters and {@code configure} follow. */
    public SqlRecipientRewriteTable(Database database) {
        this.database = database;
    }

    @Override
    public void addMapping(MappingSource source, Mapping mapping) throws RecipientRewriteTableException {
        asked(() -> database.write(sql -> {
            RewriteTable.insert(sql, source, mapping);
            return true;
        }));
    }

    @Override
    public void removeMapping(MappingSource source, Mapping mapping) throws RecipientRewriteTableException {
        asked(() -> database.<Boolean>write(sql -> RewriteTable.delete(sql, source, mapping)));
    }

    @Override
    public Mappings getStoredMappings(MappingSource source) throws RecipientRewriteTableException {
        return mappings(asked(() -> database.<List<Rewrite>>read(sql -> RewriteTable.of(sql, source))).stream());
    }

    /** An address' own mappings, else those of its whole domain. What all the rest of a domain goes to is not for its users. */
    @Override
    protected Mappings mapAddress(String localPart, Domain domain) throws RecipientRewriteTableException {
        String user = localPart.toLowerCase(Locale.US);
        List<Rewrite> found = asked(() -> database.read(sql -> RewriteTable.ofAddressAndDomain(sql, user, domain)));
        Mappings own =
                mappings(found.stream().filter(rewrite -> rewrite.localPart().equals(user)));
        if (!own.isEmpty() || found.isEmpty()) {
            return own;
        }
        boolean taken = asked(() -> database.<Boolean>read(
                sql -> sql.exists("SELECT 1 FROM users WHERE name = ?", user + "@" + domain.asString())));
        return mappings(found.stream().filter(rewrite -> !taken || isOfDomains(rewrite)));
    }

    private static boolean isOfDomains(Rewrite rewrite) {
        Mapping.Type type = rewrite.asMapping().getType();
        return type == Mapping.Type.Domain || type == Mapping.Type.DomainAlias;
    }

    @Override
    public Map<MappingSource, Mappings> getAllMappings() throws RecipientRewriteTableException {
        List<Rewrite> all = asked(() -> database.read(RewriteTable::all));
        return all.stream()
                .collect(Collectors.groupingBy(
                        Rewrite::source,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), rewrites -> mappings(rewrites.stream()))));
    }

    @Override
    public Stream<MappingSource> listSources(Mapping mapping) throws RecipientRewriteTableException {
        if (!listSourcesSupportedType.contains(mapping.getType())) {
            throw new IllegalArgumentException("sources of a mapping of type " + mapping.getType() + " are not listed");
        }
        return asked(() -> database.<List<Rewrite>>read(sql -> RewriteTable.to(sql, mapping))).stream()
                .map(Rewrite::source);
    }

    private static Mappings mappings(Stream<Rewrite> rewrites) {
        return MappingsImpl.fromMappings(rewrites.map(Rewrite::asMapping));
    }

    private static <T> T asked(Supplier<T> question) throws RecipientRewriteTableException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new RecipientRewriteTableException("the store failed", e);
        }
    }
}
