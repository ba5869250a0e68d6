// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** POP3 (RFC 1939 3: some replies have several lines, depending on the command). */
final class Pop3Dialect implements Dialect {
    private static final int MOST_LINES = 100_000;
    private static final Set<String> SEVERAL_LINES = Set.of("CAPA", "LIST", "UIDL");

    @Override
    public String said(String line) {
        return line;
    }

    @Override
    public Observation.Reply readGreeting(ProbeConnection connection) throws IOException {
        return new Observation.Reply(List.of(connection.readLine()));
    }

    @Override
    public Observation.Reply readReply(ProbeConnection connection, String line) throws IOException {
        List<String> lines = new ArrayList<>(List.of(connection.readLine()));
        boolean several = SEVERAL_LINES.contains(line.toUpperCase(Locale.ROOT)) && ok(lines.get(0));
        while (several && lines.size() < MOST_LINES) {
            String next = connection.readLine();
            if (next.equals(".")) {
                break;
            }
            lines.add(next);
        }
        return new Observation.Reply(lines);
    }

    @Override
    public boolean positive(Observation.Reply reply) {
        return ok(reply.first()) || reply.first().startsWith("+ ");
    }

    @Override
    public boolean maildropInUse(Observation.Reply reply) {
        return reply.first().startsWith("-ERR [IN-USE]");
    }

    @Override
    public String startTls() {
        return "STLS";
    }

    @Override
    public String quit() {
        return "QUIT";
    }

    @Override
    public Optional<String> leave() {
        return Optional.empty();
    }

    @Override
    public List<String> logIn(Mechanism mechanism, String user, String password) {
        return mechanism == Mechanism.PLAIN
                ? List.of("AUTH PLAIN " + SmtpDialect.plain(user, password))
                : List.of("USER " + user, "PASS " + password);
    }

    private static boolean ok(String line) {
        return line.equals("+OK") || line.startsWith("+OK ");
    }
}
