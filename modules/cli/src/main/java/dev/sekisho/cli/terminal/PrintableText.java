// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import java.util.List;
import java.util.Optional;

/** What somebody else wrote, as it may be shown on a terminal: it must not move the cursor, nor take lines that are not its own. */
public final class PrintableText {
    private PrintableText() {}

    /** All of it, on one line. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(each -> line.appendCodePoint(isControl(each) ? '?' : each));
        return line.toString();
    }

    /** Its first line, cut behind so many characters. */
    public static String start(String text, int most) {
        String line = line(text.lines().findFirst().orElse(""));
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }

    /** An address in angle brackets. */
    public static String address(String address) {
        return "<" + line(address) + ">";
    }

    /** The first address, and how many more there are. */
    public static String addresses(List<String> addresses) {
        Optional<String> first = addresses.stream().findFirst().map(PrintableText::address);
        return first.map(address ->
                        addresses.size() == 1 ? address : address + " and " + (addresses.size() - 1) + " more")
                .orElse("-");
    }

    private static boolean isControl(int character) {
        int kind = Character.getType(character);
        return kind == Character.CONTROL
                || kind == Character.FORMAT
                || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
    }
}
