// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.greylist;

import dev.sekisho.policy.client.GreylistRecord;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** The SQL of the tables {@code greylist} and {@code greylist_clients}. */
final class GreylistTable {
    private GreylistTable() {}

    /** What is remembered of an attempt; rows that have expired count nothing. */
    static GreylistRecord find(Sql sql, String triplet, String client, Instant now) {
        GreylistRecord ofClient = sql.first(
                        "SELECT accepted_count, last_accepted FROM greylist_clients WHERE client = ? AND expires >= ?",
                        row -> new GreylistRecord(
                                Optional.empty(), Optional.empty(), row.integer(1), Optional.of(row.instant(2))),
                        client,
                        now)
                .orElse(GreylistRecord.NONE);
        return sql.first(
                        "SELECT first_seen, accepted FROM greylist WHERE triplet = ? AND expires >= ?",
                        row -> new GreylistRecord(
                                Optional.of(row.instant(1)),
                                Optional.ofNullable(row.numberOrNull(2)).map(Instant::ofEpochMilli),
                                ofClient.clientAccepted(),
                                ofClient.clientLast()),
                        triplet,
                        now)
                .orElse(ofClient);
    }

    /** A first attempt; what was remembered of it before is forgotten. */
    static void first(Sql sql, String triplet, Instant now, Instant expires) {
        sql.update(
                "INSERT INTO greylist (triplet, first_seen, accepted, expires) VALUES (?, ?, NULL, ?)"
                        + " ON CONFLICT (triplet) DO UPDATE SET first_seen = excluded.first_seen, accepted = NULL,"
                        + " expires = excluded.expires",
                triplet,
                now,
                expires);
    }

    /** An attempt that is accepted. */
    static void accepted(Sql sql, String triplet, Instant now, Instant expires) {
        sql.update("UPDATE greylist SET accepted = ?, expires = ? WHERE triplet = ?", now, expires, triplet);
    }

    /** An attempt of a client that is accepted and counts. */
    static void clientAccepted(Sql sql, String client, Instant now, Instant expires) {
        sql.update(
                "INSERT INTO greylist_clients (client, accepted_count, last_accepted, expires) VALUES (?, 1, ?, ?)"
                        + " ON CONFLICT (client) DO UPDATE SET accepted_count = greylist_clients.accepted_count + 1,"
                        + " last_accepted = excluded.last_accepted, expires = excluded.expires",
                client,
                now,
                expires);
    }

    /** Removes what has expired and, of what is more than so many rows, what was not accepted first, then what expires first. */
    static void tidy(Sql sql, Instant now, long most) {
        sql.update("DELETE FROM greylist WHERE expires < ?", now);
        sql.update("DELETE FROM greylist_clients WHERE expires < ?", now);
        long triplets = sql.number("SELECT COUNT(*) FROM greylist") - most;
        if (triplets > 0) {
            sql.update(
                    "DELETE FROM greylist WHERE triplet IN (SELECT triplet FROM greylist"
                            + " ORDER BY CASE WHEN accepted IS NULL THEN 0 ELSE 1 END, expires, triplet LIMIT ?)",
                    triplets);
        }
        long clients = sql.number("SELECT COUNT(*) FROM greylist_clients") - most;
        if (clients > 0) {
            sql.update(
                    "DELETE FROM greylist_clients WHERE client IN (SELECT client FROM greylist_clients"
                            + " ORDER BY expires, client LIMIT ?)",
                    clients);
        }
    }
}
