// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.AccountBucket;
import dev.sekisho.policy.login.BanList;
import dev.sekisho.policy.login.ClientPlace;
import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.GuessLedger;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.login.Guesser;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.policy.login.LoginDecision;
import dev.sekisho.store.Store;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.login.KnownAddress;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;

/**
 * Guards all listeners of this process by what it and the other nodes have seen. Decisions are made in memory, at once; {@link #exchange} brings
 * them to the store and what others have seen from it, which makes the nodes agree within a second or two. Safe for all threads.
 */
@Singleton
public final class SharedGuessGuard implements GuessGuard {
    private static final SecureRandom NUMBERS = new SecureRandom();
    /** The clocks of nodes differ by less; what is read twice does no harm. */
    private static final int OVERLAP_SECONDS = 10;

    private final GuessMemory memory;
    private final Clock clock;
    private final KnownClients clients;
    private final GuessLog log = new GuessLog();
    private final Object lock = new Object();
    /** Guarded by the lock, as is what is pending. */
    private final GuessLedger ledger = new GuessLedger(GuessStore.MOST);

    private final PendingChanges pending = new PendingChanges();
    private volatile BanList bans = BanList.EMPTY;
    private Optional<Instant> lastRead = Optional.empty();

    /** With what this store remembers. */
    @Inject
    public SharedGuessGuard(Store store, Clock clock) {
        this(new StoredGuesses(store), clock);
    }

    /** With another memory. */
    public SharedGuessGuard(GuessMemory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
        this.clients = new KnownClients(memory);
    }

    @Override
    public Optional<GuessRefusal> refusal(InetAddress client, FailedLoginLimits limits) {
        Instant now = clock.instant();
        if (bans.of(client.getAddress(), now).isPresent()) {
            return Optional.of(GuessRefusal.BANNED);
        }
        ClientPlace place = ClientPlaces.of(client);
        // Where somebody has logged in from, it depends on the account.
        if (!clients.isStrange(place) || limits.excepts(client.getAddress())) {
            return Optional.empty();
        }
        synchronized (lock) {
            return ledger.refusesStrangers(place, limits, now) ? Optional.of(GuessRefusal.ADDRESS) : Optional.empty();
        }
    }

    @Override
    public boolean refusesConnections(InetAddress client) {
        return bans.of(client.getAddress(), clock.instant())
                .filter(ban -> ban.allPorts())
                .isPresent();
    }

    @Override
    public Standing standing(InetAddress client, String name) {
        return clients.standing(ClientPlaces.of(client), name, clock.instant());
    }

    @Override
    public GuessAttempt begin(InetAddress client, String name, FailedLoginLimits limits) {
        Instant now = clock.instant();
        ClientPlace place = ClientPlaces.of(client);
        Standing asked = clients.standing(place, name, now);
        Standing standing = limits.excepts(client.getAddress()) ? Standing.KNOWN : asked;
        boolean banned = bans.of(client.getAddress(), now).isPresent();
        Guess guess = guess(now, new Guesser(place, AccountBucket.of(name), Optional.empty(), standing));
        synchronized (lock) {
            return new Attempt(guess, ledger.begin(guess, banned, limits), limits);
        }
    }

    @Override
    public void failed(InetAddress client, FailedLoginLimits limits) {
        if (limits.excepts(client.getAddress())) {
            return;
        }
        Guesser nobody =
                new Guesser(ClientPlaces.of(client), AccountBucket.of(""), Optional.empty(), Standing.NEIGHBOUR);
        Guess guess = guess(clock.instant(), nobody);
        List<HoldOff> begun;
        synchronized (lock) {
            begun = ledger.failed(guess, limits);
            remember(guess, begun);
        }
        log.heldOff(begun, guess);
    }

    private static Guess guess(Instant now, Guesser by) {
        return new Guess(NUMBERS.nextLong(), now, by);
    }

    /** Under the lock. */
    private void remember(Guess wrong, List<HoldOff> begun) {
        pending.wrong(wrong);
        begun.forEach(pending::heldOff);
    }

    /** What is pending goes to the memory, and what others have seen comes from it. Blocks; for one thread at a time. */
    public void exchange() {
        Instant now = clock.instant();
        write(now);
        memory.changedBans(now).ifPresent(changed -> bans = changed);
        GuessStore.Changes changes = memory.changes(
                lastRead.map(last -> last.minusSeconds(OVERLAP_SECONDS)).orElse(now.minus(GuessStore.KEPT)));
        lastRead = Optional.of(now);
        synchronized (lock) {
            changes.guesses().forEach(ledger::learn);
            changes.takenBack().forEach(ledger::takeBack);
            changes.holdOffs().stream()
                    .filter(stored -> !pending.overrides(stored))
                    .forEach(ledger::learn);
            ledger.forget(now);
        }
    }

    /** What is pending goes to the memory. Blocks; for one thread at a time. */
    public void write() {
        write(clock.instant());
    }

    private void write(Instant now) {
        GuessStore.Batch batch;
        synchronized (lock) {
            batch = pending.take();
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            memory.write(batch, now);
        } catch (RuntimeException e) {
            synchronized (lock) {
                pending.putBack(batch);
            }
            throw e;
        }
    }

    /** Has the memory forget what is too old. Blocks. */
    public void trim() {
        memory.trim(clock.instant());
    }

    private final class Attempt implements GuessAttempt {
        private final Guess guess;
        private final LoginDecision decision;
        private final FailedLoginLimits limits;

        private Attempt(Guess guess, LoginDecision decision, FailedLoginLimits limits) {
            this.guess = guess;
            this.decision = decision;
            this.limits = limits;
        }

        @Override
        public LoginDecision decision() {
            return decision;
        }

        @Override
        public void right(String user) {
            boolean news = clients.loggedIn(guess.by().place(), user);
            synchronized (lock) {
                List<Long> takenBack = ledger.right(guess.id());
                pending.takenBack(
                        takenBack.stream().filter(id -> id != guess.id()).toList());
                if (news) {
                    pending.known(new KnownAddress(guess.by().place().address(), user, guess.begun()));
                }
            }
        }

        @Override
        public void wrong(Optional<String> known) {
            Guesser by = guess.by();
            Guess named =
                    new Guess(guess.id(), guess.begun(), new Guesser(by.place(), by.account(), known, by.standing()));
            List<HoldOff> begun;
            boolean guarded;
            synchronized (lock) {
                Instant now = clock.instant();
                begun = ledger.wrong(guess.id(), limits, now);
                guarded = ledger.account(by.account(), now).isGuarded();
                remember(named, begun);
            }
            log.heldOff(begun, named);
            if (guarded) {
                log.guarded(by.account(), known);
            }
        }

        @Override
        public void undone() {
            synchronized (lock) {
                ledger.takeBack(guess.id());
            }
        }
    }
}
