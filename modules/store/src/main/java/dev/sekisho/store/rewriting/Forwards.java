// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.rewriting.RewriteTable.Rewrite;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;

/**
 * Users' mail that goes elsewhere. It is kept as James keeps it: a forward to the user's own address means that the user gets a copy too. A
 * forward lets nobody send as the user.
 */
public final class Forwards {
    private final Database database;

    /** On an opened database. */
    public Forwards(Database database) {
        this.database = database;
    }

    /**
     * A forward.
     *
     * @param user whose mail it is
     * @param targets where it goes
     * @param keep whether the user gets it too
     */
    public record Forward(Username user, List<String> targets, boolean keep) {
        public Forward {
            targets = List.copyOf(targets);
        }
    }

    /** Forwards a user's mail to these and to nobody else. {@code targets} are not the user. */
    public ForwardChangeResult set(Username user, List<MailAddress> targets, boolean keep) {
        return database.write(sql -> {
            if (!sql.exists("SELECT 1 FROM users WHERE name = ?", user.asString())) {
                return ForwardChangeResult.UNKNOWN_USER;
            }
            RewriteTraversal reach = new RewriteTraversal(sql);
            if (!targets.stream().allMatch(reach::isKnown)) {
                return ForwardChangeResult.UNKNOWN_TARGET;
            }
            if (targets.stream().anyMatch(target -> reach.from(target).contains(user.asString()))) {
                return ForwardChangeResult.LOOP;
            }
            RewriteTable.deleteForwards(sql, user);
            targets.forEach(target -> insert(sql, user, RewriteTable.written(sql, target)));
            if (keep) {
                insert(sql, user, user.asString());
            }
            return ForwardChangeResult.DONE;
        });
    }

    /** Ends it: the user alone gets the user's mail. */
    public ForwardChangeResult end(Username user) {
        int ended = database.write(sql -> RewriteTable.deleteForwards(sql, user));
        return ended > 0 ? ForwardChangeResult.DONE : ForwardChangeResult.NOT_FORWARDED;
    }

    /** All of them, by domain and user. */
    public List<Forward> list() {
        Map<Username, List<String>> targets = new LinkedHashMap<>();
        for (Rewrite each : database.read(RewriteTable::all)) {
            if (each.asMapping().getType() == Mapping.Type.Forward) {
                targets.computeIfAbsent(Username.of(each.localPart() + "@" + each.domain()), user -> new ArrayList<>())
                        .add(each.asMapping().getMappingValue());
            }
        }
        return targets.entrySet().stream()
                .map(entry -> forward(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Forward forward(Username user, List<String> all) {
        List<String> others = all.stream()
                .filter(target -> !target.toLowerCase(Locale.ROOT).equals(user.asString()))
                .toList();
        return new Forward(user, others, others.size() < all.size());
    }

    private static void insert(Sql sql, Username user, String target) {
        RewriteTable.insert(sql, MappingSource.fromUser(user), Mapping.forward(target));
    }
}
