// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** SMTP (RFC 5321 4.2: the last line of a reply has a blank, or nothing, behind its code). */
final class SmtpDialect implements Dialect {
    private static final int MOST_LINES = 10_000;

    /** The initial response of SASL PLAIN (RFC 4616 2). */
    static String plain(String user, String password) {
        byte[] message = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(message);
    }

    @Override
    public String said(String line) {
        return line;
    }

    @Override
    public Observation.Reply readGreeting(ProbeConnection connection) throws IOException {
        return readReply(connection, "");
    }

    @Override
    public Observation.Reply readReply(ProbeConnection connection, String line) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(connection.readLine());
        } while (lines.get(lines.size() - 1).matches("\\d{3}-.*") && lines.size() < MOST_LINES);
        return new Observation.Reply(lines);
    }

    @Override
    public boolean positive(Observation.Reply reply) {
        return reply.last().startsWith("2") || reply.last().startsWith("3");
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
        return "QUIT";
    }

    @Override
    public Optional<String> leave() {
        return Optional.empty();
    }

    @Override
    public List<String> logIn(Mechanism mechanism, String user, String password) {
        return List.of("AUTH PLAIN " + plain(user, password));
    }
}
