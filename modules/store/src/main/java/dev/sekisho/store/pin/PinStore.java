// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinEvent;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinTransition;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The pins. Each change follows {@link PinTransition} and leaves its rows in the history, in one transaction. What is changed here, running
 * servers on the same store use within a second.
 */
public final class PinStore {

    private final Database database;
    private final Clock clock;

    /** On an opened database. */
    public PinStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All pins, by peer and by age. */
    public List<StoredPin> list() {
        return database.read(PinTable::all);
    }

    /** All pins of a store that is only looked at, by peer and by age. */
    public static List<StoredPin> in(Sql sql) {
        return PinTable.all(sql);
    }

    /** The pin of this key, in whatever state. */
    public Optional<StoredPin> find(Pin pin) {
        return database.read(sql -> PinTable.find(sql, pin));
    }

    /** The pins of a peer, by age. */
    public List<StoredPin> ofPeer(String peer) {
        return database.read(sql -> PinTable.ofPeer(sql, peer));
    }

    /** All that happened, in order. */
    public List<PinHistoryEntry> history() {
        return database.read(PinHistoryTable::all);
    }

    /** All that happened to a peer's pins, or to one pin. */
    public List<PinHistoryEntry> history(String peerOrPin) {
        return database.read(sql -> PinHistoryTable.of(sql, peerOrPin));
    }

    /**
     * Enters a pin.
     *
     * @param peer whose it is, with its state: next or active; another is refused
     * @param note the owner's note
     * @param again true if it may have been revoked once
     */
    public PinChangeResult add(PinnedPeer peer, String note, boolean again, ChangeAuthor author) {
        return database.write(sql -> {
            Optional<StoredPin> there = PinTable.find(sql, peer.pin());
            PinTransition transition =
                    PinTransition.of(there.map(stored -> stored.peer().state()), new PinEvent.Add(peer.state(), again));
            if (transition instanceof PinTransition.Forbidden forbidden) {
                return new PinChangeResult.Refused(forbidden.why()
                        + there.map(stored -> " (" + stored.peer().name() + ")").orElse(""));
            }
            Instant now = clock.instant();
            PinTable.put(sql, new StoredPin(peer, note, now, Optional.empty(), Optional.empty()));
            PinTable.countUp(sql);
            String before = there.map(stored -> state(stored.peer())).orElse("");
            PinHistoryEntry event = new PinHistoryEntry(
                    peer.pin(), peer.name(), now, author.who(), "add", before, state(peer), author.why());
            PinHistoryTable.add(sql, event);
            return new PinChangeResult.Done(List.of(event));
        });
    }

    /** Makes a pin the peer's active one; those that were active become retiring ones without an end, which are still accepted. */
    public PinChangeResult promote(Pin pin, ChangeAuthor author) {
        return change(pin, PinEvent.PROMOTE, author);
    }

    /**
     * Announces the end of a pin.
     *
     * @param until the last day on which it is accepted, in UTC; empty for no end yet
     */
    public PinChangeResult retire(Pin pin, Optional<LocalDate> until, ChangeAuthor author) {
        return change(pin, new PinEvent.Retire(until), author);
    }

    /**
     * Changes what is known of a pin and allowed to its peer; its state stays. Where an active one is for more than before, those that were
     * active for that become retiring ones.
     *
     * @param next the pin as it is to be, of the pin as it is
     */
    public PinChangeResult amend(Pin pin, UnaryOperator<StoredPin> next, ChangeAuthor author) {
        return database.write(sql -> {
            Optional<StoredPin> there = PinTable.find(sql, pin);
            if (there.isEmpty()) {
                return new PinChangeResult.Refused("is not pinned");
            }
            StoredPin before = there.get();
            StoredPin after = next.apply(before);
            if (after.equals(before)) {
                return new PinChangeResult.Unchanged();
            }
            PinTable.put(sql, after);
            PinTable.countUp(sql);
            boolean sameUse = after.peer().use() == before.peer().use();
            PinHistoryEntry event = new PinHistoryEntry(
                    pin,
                    after.peer().name(),
                    clock.instant(),
                    author.who(),
                    "change",
                    sameUse ? before.terms() : before.useAndTerms(),
                    sameUse ? after.terms() : after.useAndTerms(),
                    author.why());
            PinHistoryTable.add(sql, event);
            List<PinHistoryEntry> events = new ArrayList<>(List.of(event));
            if (!sameUse && after.peer().state() == PinState.ACTIVE) {
                supersede(sql, after.peer(), author, events);
            }
            return new PinChangeResult.Done(events);
        });
    }

    /** Ends a pin now. */
    public PinChangeResult revoke(Pin pin, ChangeAuthor author) {
        return change(pin, PinEvent.REVOKE, author);
    }

    /**
     * Notes that a peer proved to hold a key. A next pin becomes the active one by that, as by {@link #promote}. Does not
     * wait for the disk.
     */
    public CompletableFuture<PinChangeResult> seen(Pin pin, ChangeAuthor author) {
        return database.submit(sql -> {
            if (PinTable.find(sql, pin).isEmpty()) {
                return new PinChangeResult.Unchanged();
            }
            PinTable.seen(sql, pin, clock.instant());
            return change(sql, pin, PinEvent.SEEN, author);
        });
    }

    /** A number that changes whenever what is accepted changes. */
    long version() {
        return database.read(PinTable::version);
    }

    /** The pins that a server uses, and the version that they belong to. */
    Reading read() {
        return database.read(sql -> {
            // In this order: a change in between is seen again by its number.
            long version = PinTable.version(sql);
            return new Reading(
                    version,
                    new PinSet(PinTable.all(sql).stream().map(StoredPin::peer).toList()));
        });
    }

    /** What was read. */
    record Reading(long version, PinSet book) {}

    private PinChangeResult change(Pin pin, PinEvent step, ChangeAuthor author) {
        return database.write(sql -> change(sql, pin, step, author));
    }

    private PinChangeResult change(Sql sql, Pin pin, PinEvent step, ChangeAuthor author) {
        Optional<StoredPin> there = PinTable.find(sql, pin);
        return PinTransition.of(there.map(stored -> stored.peer().state()), step)
                .fold(
                        becomes -> there.<PinChangeResult>map(
                                        stored -> become(sql, stored.peer(), becomes, step, author))
                                .orElseGet(PinChangeResult.Unchanged::new),
                        PinChangeResult.Unchanged::new,
                        forbidden -> new PinChangeResult.Refused(forbidden.why()));
    }

    private PinChangeResult become(
            Sql sql, PinnedPeer peer, PinTransition.Becomes becomes, PinEvent step, ChangeAuthor author) {
        List<PinHistoryEntry> entries = new ArrayList<>();
        entries.add(written(sql, peer, becomes, step, author));
        if (becomes.state() == PinState.ACTIVE) {
            supersede(sql, peer, author, entries);
        }
        PinTable.countUp(sql);
        return new PinChangeResult.Done(entries);
    }

    /** The peer's other keys become retiring, where the use of the active one covers theirs. */
    private void supersede(Sql sql, PinnedPeer active, ChangeAuthor author, List<PinHistoryEntry> events) {
        for (StoredPin other : PinTable.ofPeer(sql, active.name())) {
            boolean superseded =
                    active.covers(other.peer()) && !other.peer().pin().equals(active.pin());
            Optional<PinState> state = Optional.of(other.peer().state());
            if (superseded && PinTransition.of(state, PinEvent.SUPERSEDE) instanceof PinTransition.Becomes becomes) {
                events.add(written(sql, other.peer(), becomes, PinEvent.SUPERSEDE, author));
            }
        }
    }

    private PinHistoryEntry written(
            Sql sql, PinnedPeer peer, PinTransition.Becomes becomes, PinEvent step, ChangeAuthor author) {
        PinTable.become(sql, peer.pin(), becomes.state(), becomes.until());
        PinHistoryEntry event = new PinHistoryEntry(
                peer.pin(),
                peer.name(),
                clock.instant(),
                author.who(),
                step.word(),
                state(peer),
                state(peer.in(becomes.state(), becomes.until())),
                author.why());
        PinHistoryTable.add(sql, event);
        return event;
    }

    private static String state(PinnedPeer peer) {
        return peer.state().text() + peer.until().map(day -> " until " + day).orElse("");
    }
}
