// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides whether credentials are looked at. */
public final class LoginGate {
    /** How long a stranger waits for the answer where an account is guessed from many addresses. */
    static final Duration SLOWED = Duration.ofSeconds(2);

    private static final LoginDecision AT_ONCE = new LoginDecision.Serve(Duration.ZERO);
    private static final LoginDecision SLOWLY = new LoginDecision.Serve(SLOWED);
    private static final LoginDecision WAIT = new LoginDecision.Wait();

    private LoginGate() {}

    /**
     * Decides.
     *
     * @param limits those of the listener
     */
    public static LoginDecision decide(GuessFacts facts, FailedLoginLimits limits, Instant now) {
        if (facts.banned()) {
            return new LoginDecision.Refuse(GuessRefusal.BANNED);
        }
        return switch (facts.standing()) {
            case KNOWN ->
                room(facts.client(), limits.perAddress(), GuessRefusal.CLIENT).orElse(AT_ONCE);
            case NEIGHBOUR -> ofStranger(facts, Optional.empty(), limits, now);
            case STRANGER ->
                ofStranger(facts, room(facts.network(), limits.perNetwork(), GuessRefusal.NETWORK), limits, now);
        };
    }

    private static LoginDecision ofStranger(
            GuessFacts facts, Optional<LoginDecision> ofNetwork, FailedLoginLimits limits, Instant now) {
        if (facts.address().heldOff()) {
            return new LoginDecision.Refuse(GuessRefusal.ADDRESS);
        }
        if (facts.account().isFull(limits.perAccount(), now)) {
            return new LoginDecision.Refuse(GuessRefusal.ACCOUNT);
        }
        return room(facts.address(), limits.perAddress(), GuessRefusal.ADDRESS)
                .or(() -> ofNetwork)
                .or(() ->
                        facts.accountAtWorst().isFull(limits.perAccount(), now) ? Optional.of(WAIT) : Optional.empty())
                .orElse(facts.account().isGuarded() ? SLOWLY : AT_ONCE);
    }

    /** Empty if one more is not too many. */
    private static Optional<LoginDecision> room(GuessCount count, int most, GuessRefusal refusal) {
        if (count.heldOff() || count.wrong() >= most) {
            return Optional.of(new LoginDecision.Refuse(refusal));
        }
        return count.wrong() + count.underWay() >= most ? Optional.of(WAIT) : Optional.empty();
    }

    /** How many wrong guesses hold a subject off; an account is never held off, its strangers take turns. */
    static int most(GuessSubject.Kind kind, FailedLoginLimits limits) {
        return switch (kind) {
            case ADDRESS, CLIENT -> limits.perAddress();
            case NETWORK -> limits.perNetwork();
            case ACCOUNT -> Integer.MAX_VALUE;
        };
    }
}
