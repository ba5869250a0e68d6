// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The guesses of the last hour, and who is held off; the same for all listeners. It is told the time and what happens, and asked before
 * credentials are looked at. Bounded: the oldest are forgotten first. For one thread at a time.
 */
public final class GuessLedger {
    private static final Duration SHORTEST_MEMORY = AccountGuesses.WINDOW;
    private static final Duration LONGEST_MEMORY = Duration.ofDays(1);

    private final int most;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<GuessSubject, Deque<Entry>> bySubject = new LinkedHashMap<>();
    private final Map<GuessSubject, HoldOff> holdOffs = new LinkedHashMap<>();
    private Duration memory = SHORTEST_MEMORY;

    /** Knows of nothing yet. @param most guesses, and hold-offs, that it remembers */
    public GuessLedger(int most) {
        this.most = most;
    }

    private static final class Entry {
        private final Guess guess;
        private boolean underWay;

        private Entry(Guess guess, boolean underWay) {
            this.guess = guess;
            this.underWay = underWay;
        }
    }

    /** Decides whether credentials are looked at; they count as a guess from now on if they are. @param banned true if the operator has banned the client */
    public LoginDecision begin(Guess guess, boolean banned, FailedLoginLimits limits) {
        remember(limits.window());
        LoginDecision decision = LoginGate.decide(facts(guess, banned, limits), limits, guess.begun());
        boolean counts = decision.fold(delay -> true, () -> false, refusal -> false);
        if (counts) {
            add(new Entry(guess, true));
        }
        return decision;
    }

    /** Counts a failed login that was one without a look at credentials. @return who is held off from now on */
    public List<HoldOff> failed(Guess guess, FailedLoginLimits limits) {
        remember(limits.window());
        add(new Entry(guess, true));
        return wrong(guess.id(), limits, guess.begun());
    }

    /** A guess was wrong. @return who is held off from now on */
    public List<HoldOff> wrong(long id, FailedLoginLimits limits, Instant now) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return List.of();
        }
        entry.underWay = false;
        List<HoldOff> begun = new ArrayList<>();
        for (GuessSubject subject : entry.guess.by().subjects()) {
            GuessCount count = count(subject, limits, now);
            if (!count.heldOff() && count.wrong() >= LoginGate.most(subject.kind(), limits)) {
                HoldOff next = HoldOff.next(subject, Optional.ofNullable(holdOffs.get(subject)), limits.holdOff(), now);
                learn(next);
                begun.add(next);
            }
        }
        return begun;
    }

    /** A guess was right: what the same client had wrong before counts no longer. @return the guesses that are taken back, this one among them */
    public List<Long> right(long id) {
        Entry right = entries.get(id);
        if (right == null) {
            return List.of();
        }
        Guesser by = right.guess.by();
        List<Long> takenBack = new ArrayList<>(List.of(id));
        for (GuessSubject subject :
                List.of(GuessSubject.address(by.place()), GuessSubject.client(by.place(), by.account()))) {
            of(subject).stream()
                    .filter(entry -> !entry.underWay && entry.guess.by().isSameClient(by))
                    .forEach(entry -> takenBack.add(entry.guess.id()));
        }
        takenBack.forEach(this::takeBack);
        return takenBack;
    }

    /** A guess does not count: its credentials could not be looked at, or another node has taken it back. */
    public void takeBack(long id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            entry.guess.by().subjects().forEach(subject -> removeFrom(subject, entry));
        }
    }

    /** Another node has had a guess that was not right so far. */
    public void learn(Guess guess) {
        if (!entries.containsKey(guess.id())) {
            add(new Entry(guess, false));
        }
    }

    /** Somebody is held off, or is no longer, as an operator or another node has it. */
    public void learn(HoldOff holdOff) {
        holdOffs.remove(holdOff.subject());
        holdOffs.put(holdOff.subject(), holdOff);
        dropOldest(holdOffs.values(), holdOffs.size());
    }

    /** True if strangers at a place would be refused, whatever the account. */
    public boolean refusesStrangers(ClientPlace place, FailedLoginLimits limits, Instant now) {
        return isFull(GuessSubject.address(place), limits, now) || isFull(GuessSubject.network(place), limits, now);
    }

    private boolean isFull(GuessSubject subject, FailedLoginLimits limits, Instant now) {
        GuessCount count = count(subject, limits, now);
        return count.heldOff() || count.wrong() >= LoginGate.most(subject.kind(), limits);
    }

    /** The wrong guesses of strangers at an account. */
    public AccountGuesses account(AccountBucket account, Instant now) {
        return account(account, now, entry -> !entry.underWay);
    }

    private AccountGuesses account(AccountBucket account, Instant now, Predicate<Entry> which) {
        List<Guess> counted = of(GuessSubject.account(account)).stream()
                .filter(which)
                .map(entry -> entry.guess)
                .filter(guess -> guess.begun().isAfter(now.minus(AccountGuesses.WINDOW)))
                .toList();
        int addresses = (int) counted.stream()
                .map(guess -> guess.by().place().address())
                .distinct()
                .count();
        return new AccountGuesses(
                counted.size(), addresses, counted.stream().map(Guess::begun).max(Instant::compareTo));
    }

    /** Forgets what does not matter any more. */
    public void forget(Instant now) {
        Instant oldest = now.minus(memory);
        List<Long> old = entries.values().stream()
                .map(entry -> entry.guess)
                .filter(guess -> !guess.begun().isAfter(oldest))
                .map(Guess::id)
                .toList();
        old.forEach(this::takeBack);
        holdOffs.values().removeIf(holdOff -> holdOff.isForgotten(now));
    }

    /** How many guesses are remembered. */
    public int size() {
        return entries.size();
    }

    private void remember(Duration window) {
        Duration wanted = atMost(window);
        memory = wanted.compareTo(memory) > 0 ? wanted : memory;
    }

    private static Duration atMost(Duration window) {
        return window.compareTo(LONGEST_MEMORY) < 0 ? window : LONGEST_MEMORY;
    }

    private GuessFacts facts(Guess guess, boolean banned, FailedLoginLimits limits) {
        Guesser by = guess.by();
        Instant now = guess.begun();
        return new GuessFacts(
                banned,
                by.standing(),
                count(GuessSubject.client(by.place(), by.account()), limits, now),
                count(GuessSubject.address(by.place()), limits, now),
                count(GuessSubject.network(by.place()), limits, now),
                account(by.account(), now),
                account(by.account(), now, entry -> true));
    }

    private GuessCount count(GuessSubject subject, FailedLoginLimits limits, Instant now) {
        HoldOff last = holdOffs.get(subject);
        if (last != null && last.isActive(now)) {
            return new GuessCount(0, 0, true);
        }
        Instant oldest = now.minus(atMost(limits.window()));
        // What led to a hold-off is atoned for by it.
        Predicate<Guess> counts = guess ->
                guess.begun().isAfter(oldest) && (last == null || !guess.begun().isBefore(last.until()));
        int wrong = 0;
        int underWay = 0;
        for (Entry entry : of(subject)) {
            if (counts.test(entry.guess)) {
                wrong += entry.underWay ? 0 : 1;
                underWay += entry.underWay ? 1 : 0;
            }
        }
        return new GuessCount(wrong, underWay, false);
    }

    private Deque<Entry> of(GuessSubject subject) {
        return bySubject.getOrDefault(subject, new ArrayDeque<>());
    }

    private void add(Entry entry) {
        entries.put(entry.guess.id(), entry);
        entry.guess
                .by()
                .subjects()
                .forEach(subject -> bySubject
                        .computeIfAbsent(subject, key -> new ArrayDeque<>())
                        .add(entry));
        if (entries.size() > most) {
            takeBack(entries.keySet().iterator().next());
        }
    }

    private void removeFrom(GuessSubject subject, Entry entry) {
        Deque<Entry> those = of(subject);
        those.remove(entry);
        if (those.isEmpty()) {
            bySubject.remove(subject);
        }
    }

    private void dropOldest(Collection<?> all, int size) {
        if (size > most) {
            Iterator<?> oldest = all.iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
