// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL that finds the messages of a mailbox that may contain a text. One statement, and so of one state of the store. */
final class CandidateQuery {
    private static final String SQLITE =
            "SELECT m.uid FROM (SELECT rowid AS body FROM body_grams WHERE body_grams MATCH ?) h"
                    + " CROSS JOIN messages m INDEXED BY messages_by_body ON m.body_id = h.body AND m.mailbox_id = ?"
                    + " UNION ALL SELECT m.uid FROM body_index i INDEXED BY body_index_incomplete"
                    + " CROSS JOIN messages m INDEXED BY messages_by_body ON m.body_id = i.body_id AND m.mailbox_id = ?"
                    + " WHERE i." + IndexState.COMPLETE.otherwise();
    private static final String POSTGRESQL =
            "WITH h AS MATERIALIZED (SELECT body_id FROM body_grams WHERE grams @> CAST(? AS SMALLINT[]))"
                    + " SELECT m.uid FROM messages m JOIN h ON h.body_id = m.body_id WHERE m.mailbox_id = ?"
                    + " UNION ALL SELECT m.uid FROM messages m JOIN body_index i ON i.body_id = m.body_id"
                    + " WHERE m.mailbox_id = ? AND i." + IndexState.COMPLETE.otherwise();

    private CandidateQuery() {}

    /** Whether no more bodies than this have all of these grams. */
    static boolean hasAtMost(Sql sql, List<Integer> grams, long most) {
        String hits = sql.dialect() == SqlDialect.SQLITE
                ? "SELECT 1 FROM body_grams WHERE body_grams MATCH ?"
                : "SELECT 1 FROM body_grams WHERE grams @> CAST(? AS SMALLINT[])";
        String question = GramText.of(sql.dialect()).question(grams);
        return sql.number("SELECT COUNT(*) FROM (" + hits + " LIMIT ?) AS h", question, most + 1) <= most;
    }

    /**
     * Finds them, in no order; one may be found twice.
     *
     * @param grams all of these
     * @param prefix words of which each is in the text, if what deliveries have put before a message is looked at too
     */
    static void run(Sql sql, long mailbox, List<Integer> grams, @Nullable String prefix, LongConsumer uid) {
        List<Object> parameters =
                new ArrayList<>(List.of(GramText.of(sql.dialect()).question(grams), mailbox, mailbox));
        String query = sql.dialect() == SqlDialect.SQLITE ? SQLITE : POSTGRESQL;
        if (prefix != null) {
            query += prefixes(prefix, parameters, mailbox);
        }
        sql.forEach(query, row -> row.number(1), uid::accept, parameters.toArray());
    }

    /** What is not plain ASCII may become anything when it is decoded and compared. */
    private static String prefixes(String sought, List<Object> parameters, long mailbox) {
        parameters.add(mailbox);
        String plain = "";
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(sought)) {
            List<String> words = List.of(sought.strip().split(" +"));
            words.forEach(word -> parameters.add("%" + escaped(word.toLowerCase(Locale.ROOT)) + "%"));
            plain = words.stream()
                    .map(word -> "lower(m.prefix) LIKE ? ESCAPE '!'")
                    .collect(Collectors.joining(" AND ", " OR (", ")"));
        }
        return " UNION ALL SELECT m.uid FROM messages m WHERE m.mailbox_id = ? AND"
                + " (octet_length(m.prefix) <> length(m.prefix) OR m.prefix LIKE '%=?%'" + plain + ")";
    }

    private static String escaped(String word) {
        return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
