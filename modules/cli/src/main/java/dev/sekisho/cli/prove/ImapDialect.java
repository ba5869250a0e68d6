// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IMAP (RFC 3501 2.2: a reply ends with the line that has the command's tag). */
final class ImapDialect implements Dialect {
    private static final int MOST_LINES = 1_000;

    private int commands;
    private boolean askedForMore;

    /** What a server asked for with {@code +} goes without a tag (RFC 3501 7.5). */
    @Override
    public String said(String line) {
        if (askedForMore) {
            return line;
        }
        commands++;
        return tag() + line;
    }

    private String tag() {
        return "p" + commands + " ";
    }

    @Override
    public Observation.Reply readGreeting(ProbeConnection connection) throws IOException {
        return new Observation.Reply(List.of(connection.readLine()));
    }

    /** A BYE and a close in the place of the tagged line are a reply too. */
    @Override
    public Observation.Reply readReply(ProbeConnection connection, String line) throws IOException {
        List<String> lines = new ArrayList<>();
        askedForMore = false;
        while (lines.size() < MOST_LINES) {
            try {
                String next = connection.readLine();
                lines.add(next);
                askedForMore = next.equals("+") || next.startsWith("+ ");
                if (next.startsWith(tag()) || askedForMore) {
                    break;
                }
            } catch (EOFException closed) {
                if (lines.stream().noneMatch(said -> said.startsWith("* BYE"))) {
                    throw closed;
                }
                break;
            }
        }
        return new Observation.Reply(lines);
    }

    @Override
    public boolean positive(Observation.Reply reply) {
        return status(reply).equals("OK") || reply.last().startsWith("+");
    }

    /** OK, NO, BAD, BYE or PREAUTH; the status of the last line. */
    static String status(Observation.Reply reply) {
        String[] words = reply.last().split(" ", 3);
        return words.length > 1 ? words[1] : "";
    }

    @Override
    public boolean maildropInUse(Observation.Reply reply) {
        return false;
    }

    @Override
    public String startTls() {
        return "STARTTLS";
    }

    @Override
    public String quit() {
        return "LOGOUT";
    }

    @Override
    public Optional<String> leave() {
        return Optional.of("* BYE");
    }

    @Override
    public List<String> logIn(Mechanism mechanism, String user, String password) {
        return mechanism == Mechanism.PLAIN
                ? List.of("AUTHENTICATE PLAIN", SmtpDialect.plain(user, password))
                : List.of("LOGIN " + quoted(user) + " " + quoted(password));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
