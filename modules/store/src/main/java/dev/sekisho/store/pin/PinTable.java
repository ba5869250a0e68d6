// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of pins. A row that cannot be read is a fault of the store, never a pin that is left out. */
final class PinTable {

    private static final String COLUMNS = "SELECT pin, peer, state, until_day, purpose, hosts, note, senders,"
            + " recipient_domains, rate_messages, rate_seconds, message_bytes, added, first_seen, last_seen FROM pins";

    private PinTable() {}

    static List<StoredPin> all(Sql sql) {
        return sql.query(COLUMNS + " ORDER BY peer, added, pin", PinTable::read);
    }

    static Optional<StoredPin> find(Sql sql, Pin pin) {
        return sql.first(COLUMNS + " WHERE pin = ?", PinTable::read, pin.toString());
    }

    static List<StoredPin> ofPeer(Sql sql, String peer) {
        return sql.query(COLUMNS + " WHERE peer = ? ORDER BY added, pin", PinTable::read, peer);
    }

    /** Enters a pin, in the place of one that is there. */
    static void put(Sql sql, StoredPin stored) {
        PinnedPeer peer = stored.peer();
        PeerLimits limits = peer.limits();
        sql.update("DELETE FROM pins WHERE pin = ?", peer.pin().toString());
        sql.update(
                "INSERT INTO pins (pin, peer, state, until_day, purpose, hosts, note, senders, recipient_domains,"
                        + " rate_messages, rate_seconds, message_bytes, added, first_seen, last_seen)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                peer.pin().toString(),
                peer.name(),
                peer.state().text(),
                peer.until().map(LocalDate::toString).orElse(null),
                peer.use().text(),
                String.join(" ", peer.hosts()),
                stored.note(),
                limits.senders().stream().map(SenderPattern::text).collect(Collectors.joining(" ")),
                String.join(" ", limits.recipientDomains()),
                limits.rate().map(rate -> (long) rate.messages()).orElse(null),
                limits.rate().map(rate -> rate.per().toSeconds()).orElse(null),
                limits.messageBytes().isPresent() ? limits.messageBytes().getAsLong() : null,
                stored.added(),
                stored.firstSeen().orElse(null),
                stored.lastSeen().orElse(null));
    }

    static void become(Sql sql, Pin pin, PinState state, Optional<LocalDate> until) {
        sql.update(
                "UPDATE pins SET state = ?, until_day = ? WHERE pin = ?",
                state.text(),
                until.map(LocalDate::toString).orElse(null),
                pin.toString());
    }

    /** Notes that the key was seen. */
    static void seen(Sql sql, Pin pin, Instant moment) {
        sql.update(
                "UPDATE pins SET first_seen = COALESCE(first_seen, ?), last_seen = ? WHERE pin = ?",
                moment,
                moment,
                pin.toString());
    }

    /** Tells all nodes that what is accepted has changed. */
    static void countUp(Sql sql) {
        sql.update("UPDATE pin_version SET version = version + 1 WHERE id = 1");
    }

    static long version(Sql sql) {
        return sql.number("SELECT version FROM pin_version WHERE id = 1");
    }

    private static StoredPin read(ResultRow row) throws SQLException {
        return new StoredPin(
                peer(row),
                row.text(7),
                row.instant(13),
                Optional.ofNullable(row.numberOrNull(14)).map(Instant::ofEpochMilli),
                Optional.ofNullable(row.numberOrNull(15)).map(Instant::ofEpochMilli));
    }

    private static PinnedPeer peer(ResultRow row) throws SQLException {
        try {
            return new PinnedPeer(
                    row.text(2),
                    Pin.parse(row.text(1)).orElseThrow(() -> unreadable("pin")),
                    PinState.parse(row.text(3)).orElseThrow(() -> unreadable("state")),
                    Optional.ofNullable(row.textOrNull(4)).map(LocalDate::parse),
                    PinUse.parse(row.text(5)).orElseThrow(() -> unreadable("purpose")),
                    words(row.text(6)).toList(),
                    limits(row));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new SQLException("a pin of " + row.text(2) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PeerLimits limits(ResultRow row) throws SQLException {
        @Nullable Long messages = row.numberOrNull(10);
        @Nullable Long seconds = row.numberOrNull(11);
        @Nullable Long bytes = row.numberOrNull(12);
        if ((messages == null) != (seconds == null)) {
            throw unreadable("rate");
        }
        return new PeerLimits(
                words(row.text(8)).map(SenderPattern::new).toList(),
                words(row.text(9)).toList(),
                messages == null || seconds == null
                        ? Optional.empty()
                        : Optional.of(new MessageRate(Math.toIntExact(messages), Duration.ofSeconds(seconds))),
                bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static IllegalArgumentException unreadable(String what) {
        return new IllegalArgumentException("its " + what + " is unknown to this version");
    }
}
