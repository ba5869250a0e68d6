// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects problems while a configuration is read. Used by the reading thread only. */
public final class ProblemList {
    private final List<Problem> problems = new ArrayList<>();

    /** Adds what refuses the start. */
    public void refuse(SourcePosition position, String where, String found, String expected) {
        add(position, where, found, expected, Severity.PROBLEM);
    }

    /** Adds what is other than it reads. */
    public void warn(SourcePosition position, String where, String found, String expected) {
        add(position, where, found, expected, Severity.WARNING);
    }

    /** Adds what has no meaning here. */
    public void note(SourcePosition position, String where, String found, String expected) {
        add(position, where, found, expected, Severity.NOTE);
    }

    private void add(SourcePosition position, String where, String found, String expected, Severity severity) {
        Problem problem = new Problem(position, where, found, expected, severity);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** What refuses the start, by position. */
    public List<Problem> refusals() {
        return sorted(true);
    }

    /** Warnings and notes, by position. */
    public List<Problem> warnings() {
        return sorted(false);
    }

    private List<Problem> sorted(boolean refusing) {
        return problems.stream()
                .filter(problem -> (problem.severity() == Severity.PROBLEM) == refusing)
                .sorted(Problem.BY_POSITION)
                .toList();
    }
}
