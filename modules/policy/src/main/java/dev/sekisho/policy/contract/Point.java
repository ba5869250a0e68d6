// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.smtp.SmtpState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A point that a session of SMTP comes to.
 *
 * @param name what the table calls it
 * @param state the session's past, as decisions see it
 * @param road the steps that lead to it; empty if no client on the outside can walk them
 */
record Point(String name, SmtpState state, List<Step> road) {
    Point {
        road = List.copyOf(road);
    }

    static Point start(String name, SmtpState state, Step step) {
        return new Point(name, state, List.of(step));
    }

    Point then(String newName, SmtpState newState, Step... steps) {
        return new Point(newName, newState, after(steps));
    }

    /** The road and some steps more; nothing leads on from a point that nothing leads to. */
    List<Step> after(Step... steps) {
        return road.isEmpty()
                ? road
                : Stream.concat(road.stream(), Stream.of(steps)).toList();
    }
}
