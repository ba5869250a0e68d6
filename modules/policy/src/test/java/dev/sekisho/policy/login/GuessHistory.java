// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What some clients do, one step after the other, played into a ledger. */
final class GuessHistory {
    /** Small, so that a short history reaches them. */
    static final FailedLoginLimits LIMITS =
            new FailedLoginLimits(3, 4, 7, 6, Duration.ofMinutes(10), Duration.ofMinutes(15), List.of());

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** How a guess that is under way ends. */
    enum End {
        WRONG,
        RIGHT,
        UNAVAILABLE
    }

    /**
     * A step: a client wants to begin, or one of those under way ends.
     *
     * @param seconds since the step before
     * @param client who
     * @param ends empty if it begins
     */
    record Step(int seconds, Guesser client, Optional<End> ends) {}

    /**
     * What was answered to a wish to begin.
     *
     * @param guess the wish
     * @param decision the answer
     */
    record Answered(Guess guess, LoginDecision decision) {
        boolean served() {
            return decision instanceof LoginDecision.Serve;
        }
    }

    final GuessLedger ledger = new GuessLedger(1_000);
    final List<Answered> answers = new ArrayList<>();
    /** By guess; those that are left out are under way. */
    final Map<Long, End> ends = new HashMap<>();

    private final List<Guess> underWay = new ArrayList<>();
    private Instant now = BEGIN;
    private long count;

    static GuessHistory of(List<Step> steps) {
        GuessHistory history = new GuessHistory();
        steps.forEach(history::play);
        return history;
    }

    Instant now() {
        return now;
    }

    void play(Step step) {
        now = now.plusSeconds(step.seconds());
        ledger.forget(now);
        if (step.ends().isPresent()) {
            underWay.stream()
                    .filter(guess -> guess.by().equals(step.client()))
                    .findFirst()
                    .ifPresent(guess -> end(guess, step.ends().get()));
        } else {
            Guess guess = new Guess(count++, now, step.client());
            Answered answer = new Answered(guess, ledger.begin(guess, false, LIMITS));
            answers.add(answer);
            if (answer.served()) {
                underWay.add(guess);
            }
        }
    }

    private void end(Guess guess, End end) {
        underWay.remove(guess);
        ends.put(guess.id(), end);
        switch (end) {
            case WRONG -> ledger.wrong(guess.id(), LIMITS, now);
            case RIGHT -> ledger.right(guess.id());
            case UNAVAILABLE -> ledger.takeBack(guess.id());
        }
    }

    void takeBackWhatIsUnderWay() {
        underWay.forEach(guess -> ledger.takeBack(guess.id()));
    }

    /** A client by numbers, of which three in ten are known. */
    static Guesser client(int address, int account, int standing) {
        ClientPlace place = new ClientPlace("192.0." + address / 3 + "." + address, "192.0." + address / 3 + ".0/24");
        Guesser.Standing what = standing < 3
                ? Guesser.Standing.KNOWN
                : standing < 5 ? Guesser.Standing.NEIGHBOUR : Guesser.Standing.STRANGER;
        return new Guesser(place, new AccountBucket(account), Optional.empty(), what);
    }

    /** Random ones. Each account at each address is known, or is not, throughout. */
    static Arbitrary<List<Step>> histories() {
        Arbitrary<Guesser> clients = Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 2))
                .as((address, account) -> client(address, account, (address * 7 + account * 5) % 10));
        Arbitrary<Optional<End>> ends = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(Optional.<End>empty())),
                Tuple.of(4, Arbitraries.just(Optional.of(End.WRONG))),
                Tuple.of(1, Arbitraries.of(Optional.of(End.RIGHT), Optional.of(End.UNAVAILABLE))));
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.integers().between(0, 5)),
                                Tuple.of(2, Arbitraries.integers().between(60, 900)),
                                Tuple.of(1, Arbitraries.integers().between(3_000, 90_000))),
                        clients,
                        ends)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }
}
