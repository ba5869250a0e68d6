// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays an {@link ImapScript} against a server, on as many connections as it names. Every line that the server says has to be the next of the script. */
final class ImapScriptPlayer implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\??)([a-z][a-z0-9]*)}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\*|#|[a-z0-9]+)}");

    private final ImapStage stage;
    private final ImapScript script;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<Integer, ScriptedClient> clients = new HashMap<>();

    ImapScriptPlayer(ImapStage stage, ImapScript script) {
        this.stage = stage;
        this.script = script;
        variables.put("box", script.name());
        variables.put("user", "alice@example.org");
        variables.put("password", "secret");
    }

    /** Plays all of it. */
    void play() throws Exception {
        for (ImapScript.Line line : script.lines()) {
            switch (line.kind()) {
                case STRANGER -> clients.put(line.connection(), stage.connect());
                case CLOSE -> clients.remove(line.connection()).close();
                case CLIENT -> say(client(line), line.text());
                case DONE -> carryOut(line);
                case SERVER -> hear(line);
            }
        }
    }

    /** A connection is logged in when it is first named, unless it is a stranger's. */
    private ScriptedClient client(ImapScript.Line line) throws Exception {
        ScriptedClient known = clients.get(line.connection());
        if (known == null) {
            known = stage.login();
            clients.put(line.connection(), known);
        }
        return known;
    }

    private void say(ScriptedClient client, String text) throws Exception {
        String line =
                VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1))));
        Matcher literal = LITERAL.matcher(line);
        int from = 0;
        while (literal.find()) {
            String message = script.messages().get(literal.group(2));
            if (message != null) {
                boolean waits = !literal.group(1).isEmpty();
                int octets = message.getBytes(StandardCharsets.UTF_8).length;
                send(client, line.substring(from, literal.start()) + "{" + octets + (waits ? "}" : "+}") + "\r\n");
                if (waits) {
                    assertThat(client.line()).startsWith("+ ");
                }
                send(client, message);
                from = literal.end();
            }
        }
        send(client, line.substring(from) + "\r\n");
    }

    private void carryOut(ImapScript.Line line) throws Exception {
        say(client(line), line.text());
        String tag = line.text().substring(0, line.text().indexOf(' '));
        String answer = "\n" + client(line).tagged(tag);
        assertThat(answer)
                .as("%s:%d: %s", script.name(), line.number(), line.text())
                .contains("\n" + tag + " OK");
    }

    private static void send(ScriptedClient client, String text) throws Exception {
        client.raw(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private void hear(ImapScript.Line line) throws Exception {
        String heard = client(line).line();
        String said = new String(heard.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Expected expected = expected(line.text());
        Matcher match = expected.pattern().matcher(said);
        assertThat(match.matches())
                .as("%s:%d: expected %s%nbut the server said %s", script.name(), line.number(), line.text(), said)
                .isTrue();
        Iterator<String> names = expected.captured().iterator();
        for (int group = 1; names.hasNext(); group++) {
            variables.put(names.next(), match.group(group));
        }
    }

    private record Expected(Pattern pattern, List<String> captured) {}

    private Expected expected(String text) {
        StringBuilder pattern = new StringBuilder();
        List<String> captured = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int from = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(text.substring(from, variable.start())));
            pattern.append(part(variable.group(1), captured));
            from = variable.end();
        }
        return new Expected(Pattern.compile(pattern + Pattern.quote(text.substring(from))), captured);
    }

    private String part(String name, List<String> captured) {
        if (name.equals("*")) {
            return ".*";
        }
        if (name.equals("#")) {
            return "[0-9]+";
        }
        if (variables.containsKey(name)) {
            return Pattern.quote(variables.get(name));
        }
        int known = captured.indexOf(name);
        if (known >= 0) {
            return "\\" + (known + 1);
        }
        captured.add(name);
        return "([^ ()\\[\\]\"]+)";
    }

    @Override
    public void close() throws Exception {
        for (ScriptedClient client : clients.values()) {
            client.close();
        }
    }
}
