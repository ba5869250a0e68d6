// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether credentials are looked at. */
public sealed interface LoginDecision {
    /** What the function for this decision makes of it. */
    <T> T fold(Function<Duration, T> serve, Supplier<T> wait, Function<GuessRefusal, T> refuse);

    /**
     * They are.
     *
     * @param delay how long the answer is held back, whatever it is
     */
    record Serve(Duration delay) implements LoginDecision {
        @Override
        public <T> T fold(Function<Duration, T> serve, Supplier<T> wait, Function<GuessRefusal, T> refuse) {
            return serve.apply(delay);
        }
    }

    /** Not yet: so many are under way that this one might be one too many, and will not be if those are right. */
    record Wait() implements LoginDecision {
        @Override
        public <T> T fold(Function<Duration, T> serve, Supplier<T> wait, Function<GuessRefusal, T> refuse) {
            return wait.get();
        }
    }

    /**
     * They are not, right or wrong.
     *
     * @param why for the log and the reply
     */
    record Refuse(GuessRefusal why) implements LoginDecision {
        @Override
        public <T> T fold(Function<Duration, T> serve, Supplier<T> wait, Function<GuessRefusal, T> refuse) {
            return refuse.apply(why);
        }
    }
}
