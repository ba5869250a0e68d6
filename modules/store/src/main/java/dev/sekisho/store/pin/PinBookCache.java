// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's pins as a running server uses them: read every {@value #PERIOD_MILLIS} ms, never older than
 * {@value #STALE_MILLIS} ms. Where they cannot be read for so long, the book is not complete, and no key is accepted.
 * {@link #get} neither blocks nor reads. Safe for use by any number of threads.
 */
public final class PinBookCache implements Supplier<PinSet>, AutoCloseable {

    /** How often the store is asked whether something changed, by one row that is read. */
    public static final long PERIOD_MILLIS = 400;
    /** How old the answer may be: some periods, so that a pause of the process is no outage. */
    public static final long STALE_MILLIS = 5_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(PinBookCache.class);
    private static final Duration SEEN_AGAIN = Duration.ofHours(1);

    private final PinStore pins;
    private final ChangeAuthor server;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<Pin, Seen> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;
    /** Whether the last attempt failed; guarded by this, as is every refresh. */
    private boolean failing;

    private volatile Snapshot snapshot = new Snapshot(-1, PinSet.EMPTY, Long.MIN_VALUE, false);

    /**
     * What was read.
     *
     * @param version its number
     * @param book the pins
     * @param asked when the store last said that this is the state of things, by {@code nanos}
     * @param read false while nothing was ever read
     */
    private record Snapshot(long version, PinSet book, long asked, boolean read) {}

    /**
     * That a key was seen.
     *
     * @param moment when
     * @param state the state it had
     */
    private record Seen(Instant moment, PinState state) {
        boolean covers(Seen later) {
            return state == later.state && moment.plus(SEEN_AGAIN).isAfter(later.moment);
        }
    }

    PinBookCache(PinStore pins, String node, Clock clock, LongSupplier nanos) {
        this.pins = pins;
        this.server = new ChangeAuthor(node, "a peer proved to hold the key");
        this.clock = clock;
        this.nanos = nanos;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "pins");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Reads the pins, and goes on looking after them until closed.
     *
     * @param node what the history calls this server
     */
    public static PinBookCache of(PinStore pins, String node, Clock clock) {
        PinBookCache live = new PinBookCache(pins, node, clock, System::nanoTime);
        live.refresh();
        var unused =
                live.thread.scheduleWithFixedDelay(live::refresh, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return live;
    }

    /** The present pins, not {@linkplain PinSet#complete complete} while the store cannot be read. */
    @Override
    public PinSet get() {
        Snapshot now = snapshot;
        boolean fresh = now.read() && nanos.getAsLong() - now.asked() <= TimeUnit.MILLISECONDS.toNanos(STALE_MILLIS);
        return fresh ? now.book() : now.book().incomplete();
    }

    /** Asks the store whether something changed, and reads it if so. Blocks. */
    public synchronized void refresh() {
        long asked = nanos.getAsLong();
        try {
            boolean changed = !snapshot.read() || pins.version() != snapshot.version();
            PinStore.Reading reading =
                    changed ? pins.read() : new PinStore.Reading(snapshot.version(), snapshot.book());
            snapshot = new Snapshot(reading.version(), reading.book(), asked, true);
            if (changed || failing) {
                LOGGER.info(
                        "{} pins are known to the store", reading.book().peers().size());
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOGGER.error(
                        "the pins cannot be read from the store; within {} s no peer's key is accepted any more: {}",
                        TimeUnit.MILLISECONDS.toSeconds(STALE_MILLIS),
                        e.toString());
            }
            failing = true;
        }
    }

    /**
     * Notes that a peer proved to hold a key that is accepted: a next pin becomes the active one, and the time is kept, to
     * the hour. Does not block; a failure is logged, and changes nothing for the peer.
     */
    public void seen(PinnedPeer peer) {
        Seen now = new Seen(clock.instant(), peer.state());
        Seen kept = seen.merge(peer.pin(), now, (before, again) -> before.covers(again) ? before : again);
        if (kept != now) {
            return;
        }
        var unused = pins.seen(peer.pin(), server)
                .handleAsync(
                        (change, failure) -> {
                            if (failure != null) {
                                seen.remove(peer.pin());
                                LOGGER.warn(
                                        "pin {} of {}: that it was seen cannot be kept: {}",
                                        peer.pin(),
                                        peer.name(),
                                        failure.toString());
                            } else if (change instanceof PinChangeResult.Done done) {
                                done.events().forEach(PinBookCache::tell);
                                refresh();
                            }
                            return true;
                        },
                        thread);
    }

    private static void tell(PinHistoryEntry event) {
        LOGGER.info(
                "pin {} of {} was {} and is {}: {}",
                event.pin(),
                event.peer(),
                event.before(),
                event.after(),
                event.step().equals("seen") ? "its key was seen" : "its peer has a new active key");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
