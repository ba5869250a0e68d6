// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import java.util.regex.Pattern;

/** A text as one word of a command that is to be typed or pasted into a shell (POSIX.1, Shell Command Language 2.2.2). */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@._+/:-]+");

    private ShellWord() {}

    /** The text itself where a shell takes it as it is, else in single quotes. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
