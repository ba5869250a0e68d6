// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.problem;

import java.util.Comparator;

/**
 * One fault in a configuration.
 *
 * @param position the file and line
 * @param where what in the file it concerns, such as {@code listener submission}; may be empty
 * @param found what is there
 * @param expected what is wanted instead; may be empty
 * @param severity how much it weighs
 */
public record Problem(SourcePosition position, String where, String found, String expected, Severity severity) {
    /** By file, then by line. */
    public static final Comparator<Problem> BY_POSITION = Comparator.comparing(
                    (Problem problem) -> problem.position().file())
            .thenComparing(problem -> problem.position().line());

    /** The name of the file, relative to the configuration's folder. */
    public String file() {
        return position.file();
    }

    /** The line, from 1; 0 means the file as a whole. */
    public int line() {
        return position.line();
    }

    /** {@code smtpserver.xml:14: listener submission: tls="startls" is unknown; use none, offered, required or implicit}. */
    @Override
    public String toString() {
        String place = where.isEmpty() ? "" : where + ": ";
        String wanted = expected.isEmpty() ? "" : "; " + expected;
        return position + ": " + place + found + wanted;
    }
}
