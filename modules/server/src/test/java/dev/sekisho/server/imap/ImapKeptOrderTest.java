// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a mailbox for SORT and SEARCH is what a look at all messages would find, whatever two sessions have done to it. */
class ImapKeptOrderTest {
    private static final int MESSAGES = 60;
    private static final int STEPS = 120;
    private static final List<String> SUBJECTS = List.of(
            "alpha",
            "Re: Alpha",
            "beta_x",
            "betax",
            "[list] Gamma",
            "émile",
            "Emile",
            "zebra",
            "会議",
            "ＡＬＰＨＡ",
            "ß",
            "",
            "😀");

    @TempDir
    Path home;

    private final Random random = new Random(7);
    private final List<Message> messages = new ArrayList<>();
    private long lastUid;
    private int tags;

    /** One message as the test knows it. */
    private static final class Message {
        private final long uid;
        private final String base;
        private final int second;
        private boolean seen;
        private boolean flagged;

        private Message(long uid, String base, int second) {
            this.uid = uid;
            this.base = base;
            this.second = second;
        }
    }

    @Test
    void sortsAndFindsFlagsAsANaiveLookDoesAfterAnyHistoryOfTwoSessions() throws Exception {
        try (ImapStage stage = new ImapStage(home);
                ScriptedClient first = stage.login();
                ScriptedClient second = stage.login()) {
            ask(first, "CREATE kept");
            ask(first, "SELECT kept");
            for (int i = 0; i < MESSAGES; i++) {
                append(first);
            }
            ask(second, "SELECT kept");
            for (int i = 0; i < STEPS; i++) {
                change(random.nextBoolean() ? first : second);
                look(random.nextBoolean() ? first : second);
            }
            assertThat(messages).hasSizeGreaterThan(MESSAGES / 2);
        }
    }

    private void change(ScriptedClient client) throws Exception {
        int number = random.nextInt(messages.size());
        Message one = messages.get(number);
        switch (random.nextInt(6)) {
            case 0, 1 -> append(client);
            case 2 -> {
                one.seen = !one.seen;
                ask(client, "UID STORE " + one.uid + (one.seen ? " +" : " -") + "FLAGS.SILENT (\\Seen)");
            }
            case 3 -> {
                one.flagged = !one.flagged;
                ask(client, "UID STORE " + one.uid + (one.flagged ? " +" : " -") + "FLAGS.SILENT (\\Flagged)");
            }
            case 4 -> {
                ask(client, "UID STORE " + one.uid + " +FLAGS.SILENT (\\Deleted)");
                ask(client, "UID EXPUNGE " + one.uid);
                messages.remove(number);
            }
            default -> {}
        }
    }

    private void look(ScriptedClient client) throws Exception {
        ask(client, "NOOP");
        Comparator<Message> bySubject = Comparator.comparing(
                message -> casemap(message.base).getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
        Comparator<Message> byDate = Comparator.comparingInt(message -> message.second);
        assertThat(ask(client, "UID SORT (SUBJECT) UTF-8 ALL")).isEqualTo(sort(message -> true, bySubject));
        assertThat(ask(client, "UID SORT (REVERSE SUBJECT DATE) UTF-8 UNSEEN"))
                .isEqualTo(sort(message -> !message.seen, bySubject.reversed().thenComparing(byDate)));
        assertThat(ask(client, "UID SORT (REVERSE DATE) UTF-8 FLAGGED"))
                .isEqualTo(sort(message -> message.flagged, byDate.reversed()));
        assertThat(ask(client, "SORT (DATE SUBJECT) UTF-8 SEEN"))
                .isEqualTo("* SORT"
                        + numbers(
                                message -> message.seen,
                                byDate.thenComparing(bySubject),
                                message -> messages.indexOf(message) + 1L));
        assertThat(ask(client, "UID SEARCH UNSEEN")).isEqualTo("* SEARCH" + uids(message -> !message.seen));
        assertThat(ask(client, "UID SEARCH FLAGGED SEEN"))
                .isEqualTo("* SEARCH" + uids(message -> message.flagged && message.seen));
        assertThat(ask(client, "UID SEARCH OR UNSEEN UNFLAGGED"))
                .isEqualTo("* SEARCH" + uids(message -> !message.seen || !message.flagged));
    }

    private String sort(Predicate<Message> found, Comparator<Message> order) {
        return "* SORT" + numbers(found, order, message -> message.uid);
    }

    private String uids(Predicate<Message> found) {
        return numbers(found, (left, right) -> 0, message -> message.uid);
    }

    private String numbers(Predicate<Message> found, Comparator<Message> order, Function<Message, Long> number) {
        return messages.stream()
                .filter(found)
                .sorted(order)
                .map(message -> " " + number.apply(message))
                .collect(Collectors.joining());
    }

    private static String casemap(String text) {
        return text.codePoints()
                .map(Character::toTitleCase)
                .mapToObj(character -> Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD))
                .collect(Collectors.joining());
    }

    private void append(ScriptedClient client) throws Exception {
        String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
        int second = random.nextInt(60);
        String text = "Subject: =?UTF-8?B?"
                + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8))
                + "?=\r\nDate: Mon, 5 Jan 2026 10:00:%02d +0000\r\n\r\nx\r\n".formatted(second);
        String tag = "t" + ++tags;
        client.raw(tag + " APPEND kept {" + text.length() + "+}\r\n" + text + "\r\n");
        read(client, tag);
        String base = subject.replace("Re: ", "").replace("[list] ", "");
        messages.add(new Message(++lastUid, base, second));
    }

    /** The answer's line of SEARCH or SORT; an empty text if there is none. */
    private String ask(ScriptedClient client, String command) throws Exception {
        String tag = "t" + ++tags;
        client.say(tag + " " + command);
        return read(client, tag);
    }

    private static String read(ScriptedClient client, String tag) throws Exception {
        String answer = "";
        for (String line = client.line(); ; line = client.line()) {
            if (line.startsWith(tag + " ")) {
                assertThat(line).startsWith(tag + " OK");
                return answer;
            }
            answer = line.startsWith("* SEARCH") || line.startsWith("* SORT") ? line : answer;
        }
    }
}
