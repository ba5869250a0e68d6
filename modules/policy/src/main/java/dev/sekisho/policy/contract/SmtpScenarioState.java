// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.smtp.SmtpState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A state that an SMTP session reaches.
 *
 * @param name what the table calls it
 * @param state the session's past, as decisions see it
 * @param steps the steps that lead to it; empty if an outside client cannot reach it
 */
record SmtpScenarioState(String name, SmtpState state, List<ScenarioStep> steps) {
    SmtpScenarioState {
        steps = List.copyOf(steps);
    }

    static SmtpScenarioState start(String name, SmtpState state, ScenarioStep step) {
        return new SmtpScenarioState(name, state, List.of(step));
    }

    SmtpScenarioState then(String newName, SmtpState newState, ScenarioStep... more) {
        return new SmtpScenarioState(newName, newState, after(more));
    }

    /** The steps to this state, and more; none if no steps lead to this state. */
    List<ScenarioStep> after(ScenarioStep... more) {
        return steps.isEmpty()
                ? steps
                : Stream.concat(steps.stream(), Stream.of(more)).toList();
    }
}
