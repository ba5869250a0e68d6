// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QRESYNC (RFC 7162): after any history of two sessions and any break, a client that comes back holds what the server has. */
class ImapResynchronizationTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 14;
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Deleted", "$one", "$two");
    private static final Pattern MESSAGE = Pattern.compile("FETCH \\(UID ([0-9]+) FLAGS \\(([^)]*)\\)\\)");

    @TempDir
    Path home;

    @Test
    void aClientThatComesBackHoldsTheStateOfTheServer() throws Exception {
        try (ImapStage stage = new ImapStage(home);
                ScriptedClient mine = stage.login();
                ScriptedClient others = stage.login()) {
            mine.ask("e ENABLE QRESYNC", "* ENABLED QRESYNC").expect("e OK");
            for (int seed = 0; seed < HISTORIES; seed++) {
                try {
                    history(stage, mine, others, new Random(seed), "box" + seed);
                } catch (AssertionError violation) {
                    throw new AssertionError("history " + seed, violation);
                }
            }
        }
    }

    private static void history(ImapStage stage, ScriptedClient mine, ScriptedClient others, Random random, String box)
            throws Exception {
        said(others, "CREATE " + box);
        append(others, box);
        append(others, box);
        said(others, "SELECT " + box);
        ResynchronizingClient client = new ResynchronizingClient(mine, box, random);
        for (int step = 0; step < STEPS; step++) {
            for (int i = random.nextInt(3); i > 0; i--) {
                change(others, random, box);
            }
            boolean breaks = random.nextInt(4) == 0;
            act(client, random, breaks);
            if (breaks) {
                change(others, random, box);
                if (random.nextInt(4) == 0) {
                    stage.forgetExpunges();
                }
                client.comeBack();
                assertThat(client.messages()).isEqualTo(state(others));
            }
        }
        client.comeBack();
        assertThat(client.messages()).isEqualTo(state(others));
        said(others, "UNSELECT");
        said(mine, "UNSELECT");
    }

    /** What the other session does to the mailbox. */
    private static void change(ScriptedClient others, Random random, String box) throws Exception {
        int uid = 1 + random.nextInt(12);
        switch (random.nextInt(6)) {
            case 0 -> append(others, box);
            case 1 -> said(others, "UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
            case 2 -> said(others, "EXPUNGE");
            case 3 -> said(others, "UID COPY " + uid + " " + box);
            case 4 -> said(others, "UID MOVE " + uid + " Trash");
            default -> said(others, "UID STORE " + uid + " FLAGS (" + FLAGS.get(random.nextInt(FLAGS.size())) + ")");
        }
    }

    /** What the client does itself. */
    private static void act(ResynchronizingClient client, Random random, boolean breaks) throws Exception {
        int number = 1 + random.nextInt(Math.max(1, client.exists()));
        String flag = FLAGS.get(random.nextInt(FLAGS.size()));
        switch (client.exists() == 0 ? 7 : random.nextInt(10)) {
            case 0 -> client.ask("FETCH " + number + " (UID FLAGS MODSEQ)", breaks);
            case 1 -> client.ask("STORE " + number + " +FLAGS (" + flag + ")", breaks);
            case 2 -> client.ask("UID STORE 1:* (UNCHANGEDSINCE 5) -FLAGS (" + flag + ")", breaks);
            case 3 -> client.ask("FETCH " + number + " BODY[HEADER]", breaks);
            case 4 -> client.ask("EXPUNGE", breaks);
            case 5 -> client.ask("UID EXPUNGE 1:4", breaks);
            case 6 -> client.ask("SEARCH MODSEQ 1", breaks);
            case 7 -> client.fetchNew(breaks);
            case 8 -> client.ask("UID MOVE " + number + " Trash", breaks);
            default -> client.ask("NOOP", breaks);
        }
    }

    private static void append(ScriptedClient client, String box) throws Exception {
        client.raw("o APPEND " + box + " {6+}\r\na: b\r\n\r\n");
        client.tagged("o");
    }

    private static String said(ScriptedClient client, String command) throws Exception {
        client.say("o " + command);
        return client.tagged("o");
    }

    /** The flags of each message, as a session has them that was told of everything. */
    private static TreeMap<Long, String> state(ScriptedClient client) throws Exception {
        said(client, "NOOP");
        TreeMap<Long, String> state = new TreeMap<>();
        for (MatchResult message :
                MESSAGE.matcher(said(client, "UID FETCH 1:* (FLAGS)")).results().toList()) {
            state.put(Long.parseLong(message.group(1)), ResynchronizingClient.sorted(message.group(2)));
        }
        return state;
    }
}
