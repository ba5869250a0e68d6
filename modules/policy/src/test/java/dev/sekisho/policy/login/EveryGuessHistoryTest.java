// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.login.GuessHistory.Answered;
import dev.sekisho.policy.login.GuessHistory.End;
import dev.sekisho.policy.login.GuessHistory.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds however clients guess, and in whatever order their guesses begin and end. */
class EveryGuessHistoryTest {
    @Provide
    Arbitrary<List<Step>> histories() {
        return GuessHistory.histories();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whoIsKnownIsAnsweredAsIfNobodyElseGuessed(@ForAll("histories") List<Step> steps) {
        GuessHistory all = GuessHistory.of(steps);
        for (Guesser known : clients(all)) {
            if (known.standing() == Guesser.Standing.KNOWN) {
                assertThat(decisions(all, known)).isEqualTo(decisions(GuessHistory.of(alone(steps, known)), known));
            }
        }
    }

    /** The same times, with the steps of one client alone. */
    private static List<Step> alone(List<Step> steps, Guesser client) {
        Guesser nobody = GuessHistory.client(99, 99, 9);
        return steps.stream()
                .map(step ->
                        step.client().equals(client) ? step : new Step(step.seconds(), nobody, Optional.of(End.WRONG)))
                .toList();
    }

    private static List<LoginDecision> decisions(GuessHistory history, Guesser client) {
        return history.answers.stream()
                .filter(answer -> answer.guess().by().equals(client))
                .map(Answered::decision)
                .toList();
    }

    private static List<Guesser> clients(GuessHistory history) {
        return history.answers.stream()
                .map(answer -> answer.guess().by())
                .distinct()
                .toList();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void strangersGetNoMoreWrongAnswersThanAnAccountGivesInAnHour(@ForAll("histories") List<Step> steps) {
        GuessHistory history = GuessHistory.of(steps);
        Map<Object, List<Instant>> wrong =
                wrongByStrangers(history, guess -> guess.by().account());
        wrong.values()
                .forEach(times -> assertThat(mostWithin(times, Duration.ofHours(1)))
                        .isLessThanOrEqualTo(GuessHistory.LIMITS.perAccount()));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void anAddressGetsNoMoreWrongAnswersThanItMayHaveWithinTheWindow(@ForAll("histories") List<Step> steps) {
        GuessHistory history = GuessHistory.of(steps);
        Map<Object, List<Instant>> wrong =
                wrongByStrangers(history, guess -> guess.by().place().address());
        wrong.values()
                .forEach(times -> assertThat(mostWithin(times, GuessHistory.LIMITS.window()))
                        .isLessThanOrEqualTo(GuessHistory.LIMITS.perAddress()));
    }

    private static Map<Object, List<Instant>> wrongByStrangers(GuessHistory history, Function<Guess, Object> of) {
        return history.answers.stream()
                .filter(Answered::served)
                .map(Answered::guess)
                .filter(guess -> guess.by().standing() != Guesser.Standing.KNOWN)
                .filter(guess -> history.ends.get(guess.id()) == End.WRONG)
                .filter(guess -> !takenBack(history, guess))
                .collect(Collectors.groupingBy(of, Collectors.mapping(Guess::begun, Collectors.toList())));
    }

    /** Whether the same client was right later. */
    private static boolean takenBack(GuessHistory history, Guess wrong) {
        return history.answers.stream()
                .map(Answered::guess)
                .anyMatch(guess -> guess.by().isSameClient(wrong.by()) && history.ends.get(guess.id()) == End.RIGHT);
    }

    private static long mostWithin(List<Instant> times, Duration window) {
        return times.stream()
                .mapToLong(first -> times.stream()
                        .filter(time -> !time.isBefore(first) && time.isBefore(first.plus(window)))
                        .count())
                .max()
                .orElse(0);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whoeverIsServedNowIsServedLaterIfNothingHappens(
            @ForAll("histories") List<Step> steps,
            @ForAll @IntRange(min = 0, max = 100_000) int soon,
            @ForAll @IntRange(min = 0, max = 100_000) int later) {
        Instant first = GuessHistory.of(steps).now().plusSeconds(soon);
        for (Guesser client : clients(GuessHistory.of(steps))) {
            if (isServed(steps, client, first)) {
                assertThat(isServed(steps, client, first.plusSeconds(later))).isTrue();
            }
        }
    }

    private static boolean isServed(List<Step> steps, Guesser client, Instant at) {
        GuessHistory history = GuessHistory.of(steps);
        history.ledger.forget(at);
        return history.ledger.begin(new Guess(-1, at, client), false, GuessHistory.LIMITS)
                instanceof LoginDecision.Serve;
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void nobodyIsRefusedForGuessesThatMayProveRight(@ForAll("histories") List<Step> steps) {
        GuessHistory asItIs = GuessHistory.of(steps);
        GuessHistory decided = GuessHistory.of(steps);
        decided.takeBackWhatIsUnderWay();
        for (Guesser client : clients(asItIs)) {
            Guess guess = new Guess(-1, asItIs.now(), client);
            LoginDecision decision = asItIs.ledger.begin(guess, false, GuessHistory.LIMITS);
            if (decision instanceof LoginDecision.Refuse) {
                assertThat(decided.ledger.begin(guess, false, GuessHistory.LIMITS))
                        .isEqualTo(decision);
            }
            asItIs.ledger.takeBack(guess.id());
            decided.ledger.takeBack(guess.id());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void nothingIsRememberedForLongerThanADay(@ForAll("histories") List<Step> steps) {
        GuessHistory history = GuessHistory.of(steps);
        history.ledger.forget(history.now().plus(Duration.ofDays(1)));
        assertThat(history.ledger.size()).isZero();
    }
}
