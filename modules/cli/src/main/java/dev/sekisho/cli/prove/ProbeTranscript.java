// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import java.util.ArrayList;
import java.util.List;

/** What was said on one connection, for people to read. Used by one thread. Credentials never come into it. */
final class ProbeTranscript {
    private static final int LONGEST = 160;

    private final List<String> lines = new ArrayList<>();

    void client(String line) {
        lines.add("C: " + shown(line));
    }

    void server(String line) {
        lines.add("S: " + shown(line));
    }

    void note(String what) {
        lines.add("   (" + shown(what) + ")");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static String shown(String line) {
        String cut =
                line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "... " + line.length() + " characters";
        StringBuilder printable = new StringBuilder();
        cut.chars().forEach(c -> printable.append(c < ' ' || c == 0x7f ? '?' : (char) c));
        return printable.toString();
    }
}
