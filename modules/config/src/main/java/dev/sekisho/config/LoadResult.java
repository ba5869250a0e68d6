// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.Problem;
import java.util.List;

/** The result of reading a configuration. */
public sealed interface LoadResult {
    /** Everything that refuses the start, by file and line; empty if it can be started. */
    List<Problem> problems();

    /** Warnings and notes, by file and line. */
    List<Problem> warnings();

    /**
     * It can be started.
     *
     * @param configuration the whole of it
     * @param warnings warnings and notes, by file and line
     */
    record Valid(SekishoConfiguration configuration, List<Problem> warnings) implements LoadResult {
        public Valid {
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    /**
     * It must not be started.
     *
     * @param problems everything that refuses the start, by file and line
     * @param warnings warnings and notes, by file and line
     */
    record Invalid(List<Problem> problems, List<Problem> warnings) implements LoadResult {
        public Invalid {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
