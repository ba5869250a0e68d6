// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialogue with a server, read from a file. Its lines:
 *
 * <ul>
 *   <li>{@code # text}: for who reads it.
 *   <li>{@code M name}, and below it lines that begin with {@code >}: a message.
 *   <li>{@code C: text}, {@code C2: text}: the first connection, or the second one, says it. <code>{name}</code> is a message as a literal
 *       that does not wait, <code>{?name}</code> one that does.
 *   <li>{@code D: text}: the same, and the server says OK, whatever it says before.
 *   <li>{@code S: text}, {@code S2: text}: the server says exactly this. <code>${*}</code> stands for any text, <code>${#}</code> for a number,
 *       and <code>${name}</code> for a word that is kept and has to be the same from then on.
 *   <li>{@code stranger 2}: a connection that does not log in by itself; {@code close 2}: a connection is cut.
 * </ul>
 *
 * <code>${box}</code> is the name of the file, of which the script may make mailboxes.
 *
 * @param name the file's name without its ending
 * @param messages the messages, by name
 * @param lines what is to be done, in order
 */
record ImapScript(String name, Map<String, String> messages, List<Line> lines) {
    private static final Pattern SPOKEN = Pattern.compile("([CDS])([0-9]?):(?: (.*))?");
    private static final Pattern CONNECTION = Pattern.compile("(stranger|close)(?: ([0-9]))?");
    private static final Pattern MESSAGE = Pattern.compile("M ([a-z][a-z0-9]*)");

    enum Kind {
        CLIENT,
        DONE,
        SERVER,
        STRANGER,
        CLOSE
    }

    /**
     * A line to be played.
     *
     * @param number where it stands in the file
     */
    record Line(int number, Kind kind, int connection, String text) {}

    /** Reads a file; a line of no known form is refused with its position. */
    static ImapScript read(Path file) throws IOException {
        Map<String, String> messages = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        List<String> all = Files.readAllLines(file);
        for (int at = 0; at < all.size(); at++) {
            String text = all.get(at);
            Matcher message = MESSAGE.matcher(text);
            if (message.matches()) {
                StringBuilder octets = new StringBuilder();
                while (at + 1 < all.size() && all.get(at + 1).startsWith(">")) {
                    String line = all.get(++at);
                    octets.append(line.substring(Math.min(2, line.length()))).append("\r\n");
                }
                messages.put(message.group(1), octets.toString());
            } else if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(line(file, at + 1, text));
            }
        }
        String name = file.getFileName().toString();
        return new ImapScript(name.substring(0, name.indexOf('.')), messages, lines);
    }

    private static Line line(Path file, int number, String text) {
        Matcher spoken = SPOKEN.matcher(text);
        if (spoken.matches()) {
            Kind kind = switch (spoken.group(1)) {
                case "C" -> Kind.CLIENT;
                case "D" -> Kind.DONE;
                default -> Kind.SERVER;
            };
            String said = spoken.group(3) == null ? "" : spoken.group(3);
            return new Line(number, kind, connection(spoken.group(2)), said);
        }
        Matcher connection = CONNECTION.matcher(text);
        if (connection.matches()) {
            Kind kind = connection.group(1).equals("stranger") ? Kind.STRANGER : Kind.CLOSE;
            return new Line(number, kind, connection(connection.group(2)), "");
        }
        throw new IllegalArgumentException(
                file + ":" + number + ": found '" + text + "'; expected C:, D:, S:, M, #, stranger or close");
    }

    private static int connection(String number) {
        return number == null || number.isEmpty() ? 1 : Integer.parseInt(number);
    }
}
