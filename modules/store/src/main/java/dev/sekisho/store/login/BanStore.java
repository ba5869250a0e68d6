// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.login.Ban;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The networks that the operator has banned. Blocks; safe for all threads. */
public final class BanStore {
    /** Bans that there may be. */
    public static final int MOST = 10_000;

    private static final HexFormat HEX = HexFormat.of();

    private final Database database;

    /** On an opened database. */
    public BanStore(Database database) {
        this.database = database;
    }

    /** All bans that are active, by their beginning. */
    public List<Ban> list(Instant now) {
        return database.read(sql -> sql.query(
                "SELECT address, prefix_length, shown, begun, ends, all_ports, who, why FROM bans"
                        + " WHERE ends IS NULL OR ends > ? ORDER BY begun, address",
                BanStore::read,
                now));
    }

    /** Enters a ban, in the place of one of the same network. False if there are too many. */
    public boolean add(Ban ban) {
        return database.write(sql -> {
            sql.update("DELETE FROM bans WHERE ends <= ?", ban.begun());
            delete(sql, ban.network());
            if (sql.number("SELECT COUNT(*) FROM bans") >= MOST) {
                return false;
            }
            sql.update(
                    "INSERT INTO bans (address, prefix_length, shown, begun, ends, all_ports, who, why)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    HEX.formatHex(ban.network().first()),
                    ban.network().prefixLength(),
                    ban.network().toString(),
                    ban.begun(),
                    ban.ends().orElse(null),
                    ban.allPorts(),
                    ban.who(),
                    ban.why());
            countUp(sql);
            return true;
        });
    }

    /** Ends the ban of exactly this network. False if there is none. */
    public boolean remove(CidrNetwork network) {
        return database.write(sql -> {
            boolean there = delete(sql, network) > 0;
            if (there) {
                countUp(sql);
            }
            return there;
        });
    }

    /** A number that changes with the bans. */
    public long version() {
        return database.read(sql -> sql.number("SELECT version FROM ban_version WHERE id = 1"));
    }

    private static int delete(Sql sql, CidrNetwork network) {
        return sql.update(
                "DELETE FROM bans WHERE address = ? AND prefix_length = ?",
                HEX.formatHex(network.first()),
                network.prefixLength());
    }

    private static void countUp(Sql sql) {
        sql.update("UPDATE ban_version SET version = version + 1 WHERE id = 1");
    }

    private static Ban read(ResultRow row) throws SQLException {
        String shown = row.text(3);
        CidrNetwork network = CidrNetwork.of(HEX.parseHex(row.text(1)), row.integer(2), shown)
                .orElseThrow(() -> new SQLException("a ban of " + shown + ", which is no network"));
        return new Ban(
                network,
                row.instant(4),
                Optional.ofNullable(row.numberOrNull(5)).map(Instant::ofEpochMilli),
                row.flag(6),
                row.text(7),
                row.text(8));
    }
}
