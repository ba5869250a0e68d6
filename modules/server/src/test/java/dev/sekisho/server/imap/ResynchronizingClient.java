// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ScriptedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client that keeps what it is told of a mailbox, loses its connection now and then in the middle of an answer, and comes back with QRESYNC. It
 * computes the modification sequence that it comes back with as RFC 7162 6 demands.
 */
final class ResynchronizingClient {
    private static final Pattern FETCH = Pattern.compile("\\* ([0-9]+) FETCH \\((.*)\\)");
    private static final Pattern UID = Pattern.compile("UID ([0-9]+)");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\(([0-9]+)\\)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final Pattern EXISTS = Pattern.compile("\\* ([0-9]+) EXISTS");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED( \\(EARLIER\\))? ([0-9:,]+)");
    private static final Pattern HIGHEST = Pattern.compile(".*OK \\[HIGHESTMODSEQ ([0-9]+)\\].*");
    private static final Pattern VALIDITY = Pattern.compile(".*\\[UIDVALIDITY ([0-9]+)\\].*");

    private final ScriptedClient client;
    private final String box;
    private final Random random;
    private final TreeMap<Long, String> flags = new TreeMap<>();
    private final TreeMap<Long, String> unknownYet = new TreeMap<>();
    private long uidValidity;
    private long highest;
    private long uidNext = 1;
    private int exists;
    private int tag;

    ResynchronizingClient(ScriptedClient client, String box, Random random) throws Exception {
        this.client = client;
        this.box = box;
        this.random = random;
        ask("SELECT " + box, false);
        fetchNew(false);
    }

    int exists() {
        return exists;
    }

    /** What the client holds: the flags of each message by its UID. */
    TreeMap<Long, String> messages() {
        return flags;
    }

    /** Says a command and learns from the answer. @param breaks whether the connection is lost somewhere in the answer */
    void ask(String command, boolean breaks) throws Exception {
        String mine = "t" + ++tag;
        client.say(mine + " " + command);
        List<String> lines = responses(client.tagged(mine), mine);
        assertThat(lines.get(lines.size() - 1)).as(command).doesNotContain(" BAD ");
        learn(breaks ? lines.subList(0, random.nextInt(lines.size())) : lines, mine);
    }

    /** The responses of an answer, each as one line even where it has literals. */
    private static List<String> responses(String answer, String mine) {
        List<String> responses = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (line.startsWith("* ") || line.startsWith(mine + " ")) {
                responses.add(line);
            } else {
                responses.set(responses.size() - 1, responses.get(responses.size() - 1) + " " + line);
            }
        }
        return responses;
    }

    /** Fetches the messages that the client does not know, which are those at the end. */
    void fetchNew(boolean breaks) throws Exception {
        unknownYet.clear();
        ask("UID FETCH " + uidNext + ":* (FLAGS MODSEQ)", breaks);
        if (!breaks) {
            flags.putAll(unknownYet);
            uidNext = Math.max(uidNext, unknownYet.isEmpty() ? 0 : unknownYet.lastKey() + 1);
        }
    }

    /** Comes back after the connection was lost. */
    void comeBack() throws Exception {
        String known = flags.isEmpty() || random.nextBoolean() ? "" : " " + join(List.copyOf(flags.keySet()));
        ask("UNSELECT", true);
        ask("SELECT " + box + " (QRESYNC (" + uidValidity + " " + highest + known + match() + "))", false);
        fetchNew(false);
        assertThat(flags).as("messages known").hasSize(exists);
    }

    /** Some numbers with their UIDs, as the client knows them. */
    private String match() {
        if (flags.isEmpty() || random.nextBoolean()) {
            return "";
        }
        List<Long> uids = List.copyOf(flags.keySet());
        List<Integer> places = IntStream.range(0, uids.size())
                .filter(place -> place == 0 || random.nextInt(3) == 0)
                .boxed()
                .toList();
        String numbers = join(places.stream().map(place -> place + 1L).toList());
        return " (" + numbers + " " + join(places.stream().map(uids::get).toList()) + ")";
    }

    private static String join(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void learn(List<String> lines, String mine) {
        long coded = 0;
        long seen = 0;
        for (String line : lines) {
            Matcher found = HIGHEST.matcher(line);
            coded = found.matches() ? Long.parseLong(found.group(1)) : coded;
            found = MODSEQ.matcher(line);
            seen = found.find() ? Math.max(seen, Long.parseLong(found.group(1))) : seen;
            learn(line);
        }
        boolean ended = !lines.isEmpty() && lines.get(lines.size() - 1).startsWith(mine + " ");
        if (ended) {
            highest = coded > 0 ? coded : Math.max(highest, seen);
        }
    }

    private void learn(String line) {
        Matcher found = EXISTS.matcher(line);
        if (found.matches()) {
            exists = Integer.parseInt(found.group(1));
        }
        found = VALIDITY.matcher(line);
        if (found.matches()) {
            uidValidity = Long.parseLong(found.group(1));
        }
        found = VANISHED.matcher(line);
        if (found.matches()) {
            List<Long> uids = uids(found.group(2));
            exists -= found.group(1) == null ? uids.size() : 0;
            uids.forEach(flags::remove);
        }
        found = FETCH.matcher(line);
        if (found.matches()) {
            assertThat(Integer.parseInt(found.group(1))).as("a message number").isBetween(1, exists);
            learnMessage(found.group(2));
        }
        assertThat(line).doesNotMatch("\\* [0-9]+ EXPUNGE");
    }

    private void learnMessage(String items) {
        Matcher uid = UID.matcher(items);
        Matcher set = FLAGS.matcher(items);
        if (uid.find() && set.find()) {
            TreeMap<Long, String> into = Long.parseLong(uid.group(1)) < uidNext ? flags : unknownYet;
            into.put(Long.parseLong(uid.group(1)), sorted(set.group(1)));
        }
    }

    /** Flags in a fixed order, without {@code \\Recent}, which belongs to a session. */
    static String sorted(String flags) {
        return List.of(flags.split(" ")).stream()
                .filter(flag -> !flag.equals("\\Recent"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static List<Long> uids(String set) {
        List<Long> uids = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long uid = Long.parseLong(ends[0]); uid <= Long.parseLong(ends[ends.length - 1]); uid++) {
                uids.add(uid);
            }
        }
        return uids;
    }
}
