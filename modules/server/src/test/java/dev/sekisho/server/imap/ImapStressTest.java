// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions that change one mailbox at random: each is told of a mailbox that could be, and all end with the same. */
class ImapStressTest {
    private static final int SESSIONS = 4;
    private static final int COMMANDS = 120;
    private static final Pattern UNTAGGED = Pattern.compile("\\* ([0-9]+) (EXISTS|EXPUNGE|FETCH)(.*)");
    private static final Pattern UID = Pattern.compile(".*\\bUID ([0-9]+)\\b.*");

    @TempDir
    Path home;

    @Test
    void everySessionIsToldOfAMailboxThatCouldBe() throws Exception {
        long seed = System.nanoTime();
        try (ImapStage stage = new ImapStage(home)) {
            try (ScriptedClient client = stage.login()) {
                client.ask("a CREATE stress", "a OK").ask("b CREATE stress-to", "b OK");
            }
            ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
            List<Future<List<Long>>> ends = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Random random = new Random(seed + i);
                ends.add(threads.submit((Callable<List<Long>>) () -> new Session(stage, random).run()));
            }
            for (Future<List<Long>> end : ends) {
                assertThat(end.get())
                        .as("the messages of a session, seed %d", seed)
                        .isNotNull();
            }
            threads.shutdown();
            List<List<Long>> views = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                views.add(new Session(stage, new Random(seed)).look());
            }
            assertThat(views.get(0)).isEqualTo(views.get(1));
        }
    }

    /** One session, and what its client knows by what it was told: the UID of each number, 0 where it was not told. */
    private static final class Session {
        private final ScriptedClient client;
        private final Random random;
        private final List<Long> uids = new ArrayList<>();
        private int tags;

        private Session(ImapStage stage, Random random) throws Exception {
            this.client = stage.login();
            this.random = random;
            command("SELECT stress", true);
        }

        private List<Long> run() throws Exception {
            try (client) {
                for (int i = 0; i < COMMANDS; i++) {
                    step();
                }
                return look();
            }
        }

        /** All messages, by number; asked for again while others come meanwhile. */
        private List<Long> look() throws Exception {
            command("NOOP", true);
            for (int i = 0; i < COMMANDS && uids.contains(0L); i++) {
                command("UID FETCH 1:* (UID)", true);
            }
            assertThat(uids).doesNotContain(0L).isSorted();
            return List.copyOf(uids);
        }

        private void step() throws Exception {
            int number = uids.isEmpty() ? 0 : 1 + random.nextInt(uids.size());
            switch (random.nextInt(number == 0 ? 2 : 10)) {
                case 0, 1, 2 -> append();
                case 3 -> command("STORE " + number + " +FLAGS (\\Deleted)", false);
                case 4 -> command("STORE " + number + ":* -FLAGS.SILENT (\\Seen)", false);
                case 5 -> command("EXPUNGE", true);
                case 6 -> command("FETCH " + number + ":* (UID FLAGS)", false);
                case 7 -> command("SEARCH UNDELETED", false);
                case 8 -> command("MOVE " + number + " stress-to", true);
                default -> command("NOOP", true);
            }
        }

        private void append() throws Exception {
            String tag = "t" + ++tags;
            client.raw(tag + " APPEND stress {6+}\r\na: b\r\n\r\n");
            read(tag, true);
        }

        private void command(String command, boolean mayExpunge) throws Exception {
            String tag = "t" + ++tags;
            client.say(tag + " " + command);
            read(tag, mayExpunge);
        }

        private void read(String tag, boolean mayExpunge) throws Exception {
            for (String line = client.line(); ; line = client.line()) {
                if (line.startsWith(tag + " ")) {
                    assertThat(line).startsWith(tag + " OK");
                    return;
                }
                Matcher told = UNTAGGED.matcher(line);
                if (told.matches()) {
                    learn(Integer.parseInt(told.group(1)), told.group(2), told.group(3), mayExpunge);
                }
            }
        }

        private void learn(int number, String what, String rest, boolean mayExpunge) {
            if (what.equals("EXISTS")) {
                assertThat(number).isGreaterThanOrEqualTo(uids.size());
                while (uids.size() < number) {
                    uids.add(0L);
                }
                return;
            }
            assertThat(number).as(what).isBetween(1, uids.size());
            if (what.equals("EXPUNGE")) {
                assertThat(mayExpunge).as("an expunge may be told now").isTrue();
                uids.remove(number - 1);
                return;
            }
            Matcher uid = UID.matcher(rest);
            if (uid.matches()) {
                long known = uids.get(number - 1);
                assertThat(known).isIn(0L, Long.parseLong(uid.group(1)));
                uids.set(number - 1, Long.parseLong(uid.group(1)));
            }
        }
    }
}
