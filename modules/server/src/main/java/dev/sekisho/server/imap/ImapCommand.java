// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One whole command: lines, and the literals between them (RFC 9051 2.2.1). A line is first and last. */
final class ImapCommand implements Closeable {
    private static final Pattern NAME = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern TAG = Pattern.compile("[\\x21-\\x7e&&[^(){%*\"\\\\+\\]]]{1,64}");

    private final List<byte[]> lines = new ArrayList<>();
    private final List<LiteralBuffer> literals = new ArrayList<>();
    private List<String> words = List.of();
    private boolean byUid;

    void add(byte[] line) {
        if (lines.isEmpty()) {
            readWords(line);
        }
        lines.add(line);
    }

    /** The words behind the tag and {@code UID}. */
    private void readWords(byte[] line) {
        List<String> all = Stream.of(
                        new String(line, StandardCharsets.US_ASCII).trim().split(" +"))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        byUid = all.size() > 1 && all.get(1).equals("UID");
        words = all.subList(Math.min(byUid ? 2 : 1, all.size()), all.size());
    }

    void add(LiteralBuffer literal) {
        literals.add(literal);
    }

    /** The lines, each without its CR LF; line {@code i + 1} follows literal {@code i}. */
    List<byte[]> lines() {
        return lines;
    }

    List<LiteralBuffer> literals() {
        return literals;
    }

    /** The command's tag; {@code *} if it has none that can be repeated to the client. */
    String tag() {
        return lines.isEmpty() ? "*" : tagOf(lines.get(0));
    }

    static String tagOf(byte[] line) {
        String word = new String(line, 0, Math.min(line.length, 65), StandardCharsets.US_ASCII).split(" ", 2)[0];
        return TAG.matcher(word).matches() ? word : "*";
    }

    /** The command's name in upper case, {@code UID} left out; empty if there is none. */
    String name() {
        return words.isEmpty() ? "" : words.get(0);
    }

    /** The command's name for the log. */
    String printableName() {
        return NAME.matcher(name()).matches() ? name() : "a command";
    }

    /** True if a literal has a NUL, which is no CHAR8 (RFC 9051 9). */
    boolean holdsNul() {
        return literals.stream().anyMatch(LiteralBuffer::holdsNul);
    }

    /** True if the command names messages by UID (RFC 9051 6.4.9). */
    boolean byUid() {
        return byUid;
    }

    /** The messages that are to be stored whose depth only a look at them tells. */
    List<LiteralBuffer> messagesOfManyParts() {
        boolean stores = name().equals("APPEND") || name().equals("REPLACE");
        return literals.stream()
                .filter(literal -> stores && literal.manyParts())
                .toList();
    }

    /** Arguments that the first line has, and literals, counted from the name on. */
    int arguments() {
        return Math.max(0, words.size() - 1) + literals.size();
    }

    @Override
    public void close() {
        literals.forEach(LiteralBuffer::close);
    }
}
