// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that speaks SMTP as it should, with single replies exchanged for others. */
public final class CompliantScript implements FakeSmtpServer.Script {
    private final List<String> extensions = new ArrayList<>(List.of("PIPELINING", "SIZE 1000000", "8BITMIME", "DSN"));
    private final Map<String, String> replies = new HashMap<>();
    private Optional<SelfSignedKey> startTls = Optional.empty();
    private Optional<SelfSignedKey> implicit = Optional.empty();

    /** In cleartext. */
    public static CompliantScript server() {
        return new CompliantScript();
    }

    /** Offers STARTTLS with this key. */
    public CompliantScript startTls(SelfSignedKey key) {
        startTls = Optional.of(key);
        return this;
    }

    /** Begins with TLS with this key. */
    public CompliantScript implicit(SelfSignedKey key) {
        implicit = Optional.of(key);
        return this;
    }

    /** Offers these too. */
    public CompliantScript offering(String... more) {
        extensions.addAll(List.of(more));
        return this;
    }

    /** Does not offer this. */
    public CompliantScript without(String extension) {
        extensions.removeIf(each -> each.startsWith(extension));
        return this;
    }

    /** Answers to lines that begin so with this; {@code .} is the end of a message, {@code banner} the beginning. */
    public CompliantScript answering(String line, String reply) {
        replies.put(line, reply);
        return this;
    }

    @Override
    public void play(ScriptedConnection peer) throws Exception {
        if (implicit.isPresent()) {
            peer.startTls(implicit.get());
        }
        peer.say(reply("banner", "220 hop.example"));
        boolean nested = false;
        while (true) {
            String line = peer.line();
            String verb = line.split(" ", 2)[0];
            if (verb.equals("MAIL") && nested) {
                peer.say("503 5.5.1 nested MAIL");
                continue;
            }
            nested = nested(nested, line);
            switch (verb) {
                case "EHLO" -> peer.say(ehlo(peer, line));
                case "STARTTLS" -> {
                    String answer = reply(line, "220 go");
                    peer.say(answer);
                    if (answer.startsWith("220")) {
                        peer.startTls(startTls.orElseThrow());
                    }
                }
                case "AUTH" -> logIn(peer, line);
                case "DATA" -> {
                    String answer = reply(line, "354 go on");
                    end(peer, answer);
                    if (answer.startsWith("354")) {
                        peer.data();
                        end(peer, reply(".", "250 2.0.0 taken"));
                    }
                }
                case "BDAT" -> chunk(peer, line);
                case "QUIT" -> {
                    peer.say("221 bye");
                    return;
                }
                default -> end(peer, reply(line, "250 2.1.0 fine"));
            }
        }
    }

    /** Whether a MAIL behind this line would be one in the middle of another (RFC 5321 4.1.4). */
    private boolean nested(boolean before, String line) {
        boolean taken = reply(line, "250").startsWith("2");
        return switch (line.split(" ", 2)[0]) {
            case "MAIL" -> taken;
            case "EHLO", "HELO", "STARTTLS" -> false;
            case "RSET" -> before && !taken;
            case "DATA" -> before && reply(line, "354").charAt(0) != '3';
            case "BDAT" -> before && !(line.endsWith(" LAST") && taken);
            default -> before;
        };
    }

    /** An answer of {@code close} closes the connection, {@code stall} says nothing more. */
    private static void end(ScriptedConnection peer, String answer) throws Exception {
        if (answer.equals("close")) {
            throw new InterruptedException();
        }
        if (answer.equals("stall")) {
            peer.stall();
        }
        peer.say(answer);
    }

    private final StringBuilder chunks = new StringBuilder();

    private void chunk(ScriptedConnection peer, String line) throws Exception {
        String[] words = line.split(" ");
        chunks.append(peer.octets(Integer.parseInt(words[1])));
        if (words.length > 2) {
            peer.keep(chunks.toString());
            chunks.setLength(0);
        }
        end(peer, reply(line, "250 2.0.0 chunk"));
    }

    private void logIn(ScriptedConnection peer, String line) throws Exception {
        if (line.equals("AUTH LOGIN")) {
            peer.say("334 VXNlcm5hbWU6");
            peer.line();
            peer.say("334 UGFzc3dvcmQ6");
            peer.line();
        } else if (line.equals("AUTH CRAM-MD5")) {
            peer.say("334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
            peer.line();
        }
        peer.say(reply("AUTH", "235 2.7.0 welcome"));
    }

    private String[] ehlo(ScriptedConnection peer, String line) {
        String answer = reply(line, "");
        if (!answer.isEmpty()) {
            return new String[] {answer};
        }
        List<String> lines = new ArrayList<>(List.of("250-hop.example"));
        extensions.forEach(each -> lines.add("250-" + each));
        if (startTls.isPresent() && !peer.encrypted()) {
            lines.add("250-STARTTLS");
        }
        lines.add("250 HELP");
        return lines.toArray(String[]::new);
    }

    private String reply(String line, String usual) {
        return replies.entrySet().stream()
                .filter(each -> line.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(usual);
    }
}
