// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.problem;

/**
 * A position in a file.
 *
 * @param file the name of the file, relative to the configuration's folder
 * @param line the line, from 1; 0 means the file as a whole
 */
public record SourcePosition(String file, int line) {
    /** The file as a whole. */
    public static SourcePosition ofFile(String file) {
        return new SourcePosition(file, 0);
    }

    /** {@code file:line}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
