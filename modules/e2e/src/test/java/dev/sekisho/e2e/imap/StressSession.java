// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * One of several sessions that do random things with the same mailboxes at once. It checks each response against what it was told before, and
 * against a keyword of its own, which no other session sets. Confined to a thread.
 */
final class StressSession implements Callable<Integer> {
    static final String SHARED = "stress";
    static final String OTHER = "stress.other";
    /** Nothing is taken from it. */
    static final String KEPT = "stress.kept";

    private static final String USER = "bob@example.org";

    /** What a session has enabled. */
    enum Mode {
        PLAIN,
        CONDSTORE,
        QRESYNC
    }

    private final Installation sekisho;
    private final int number;
    private final StressLedger ledger;
    private final BooleanSupplier stopped;
    private final BooleanSupplier mayBreak;
    private final Random random;
    private final Mode mode;
    private final String keyword;
    /** The messages that have the keyword of this session. */
    private final Set<Long> own = new HashSet<>();
    /** Messages of a STORE that a break has left without an answer: whether it was carried out is not known. */
    private final Set<Long> unanswered = new HashSet<>();

    private ImapConnection connection;
    private ImapView view = new ImapView();
    /** By UID, what the client of a session with QRESYNC keeps while it is not connected. */
    private Map<Long, Set<String>> kept = new HashMap<>();

    private int commands;
    private String last = "";

    /**
     * @param stopped when it is time to end
     * @param mayBreak whether the server may be down just now
     */
    StressSession(
            Installation sekisho,
            int number,
            StressLedger ledger,
            long seed,
            BooleanSupplier stopped,
            BooleanSupplier mayBreak) {
        this.sekisho = sekisho;
        this.number = number;
        this.ledger = ledger;
        this.stopped = stopped;
        this.mayBreak = mayBreak;
        this.random = new Random(seed + number);
        this.mode = Mode.values()[number % Mode.values().length];
        this.keyword = "$own" + number;
    }

    /** @return how many commands were carried out */
    @Override
    public Integer call() throws Exception {
        try {
            while (!stopped.getAsBoolean()) {
                try {
                    connect();
                    while (!stopped.getAsBoolean()) {
                        step();
                        commands++;
                    }
                } catch (IOException cut) {
                    if (!mayBreak.getAsBoolean()) {
                        throw cut;
                    }
                    Thread.sleep(100);
                }
            }
            return commands;
        } catch (AssertionError | IOException fault) {
            throw new AssertionError("session " + number + " (" + mode + "), after " + last, fault);
        }
    }

    private void connect() throws IOException {
        disconnect();
        connection = ImapConnection.login(sekisho, USER);
        if (mode == Mode.QRESYNC) {
            connection.ok("ENABLE QRESYNC");
        }
        select();
    }

    private void disconnect() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }

    /** Selects the mailbox; where it can, it has itself told only what has changed. */
    private void select() throws IOException {
        kept = view.leave();
        boolean resynchronises = mode == Mode.QRESYNC && view.highestModSeq() > 0;
        String how = resynchronises
                ? " (QRESYNC (" + view.uidValidity() + " " + view.highestModSeq() + "))"
                : mode == Mode.CONDSTORE ? " (CONDSTORE)" : "";
        if (!resynchronises) {
            view = new ImapView();
            kept = new HashMap<>();
        }
        List<ImapResponse> responses = connection.ok(last = "SELECT " + SHARED + how);
        take(responses, true);
        resynchronise(responses);
        ask("UID FETCH 1:* (UID FLAGS)", true);
        if (resynchronises) {
            compareKept();
        }
        unanswered.clear();
        own.clear();
        view.flags().forEach((uid, flags) -> {
            if (flags.contains(keyword)) {
                own.add(uid);
            }
        });
    }

    private void resynchronise(List<ImapResponse> responses) {
        for (ImapResponse response : responses) {
            if (response.word(1).equals("VANISHED")) {
                String uids = response.word(2).isEmpty() ? response.word(3) : response.word(2);
                ImapView.ranges(uids).forEach(kept::remove);
            }
        }
        kept.putAll(view.flags());
    }

    /** Nothing is kept that is gone, and nothing is missing; flags may have changed since, but for the keyword that is changed here alone. */
    private void compareKept() {
        for (long uid : view.uids()) {
            Set<String> flags = kept.get(uid);
            if (flags != null
                    && !unanswered.contains(uid)
                    && flags.contains(keyword) != view.flags().get(uid).contains(keyword)) {
                throw new AssertionError("UID " + uid + " resynchronised as " + flags + ", is "
                        + view.flags().get(uid));
            }
        }
    }

    private void step() throws IOException, InterruptedException {
        switch (random.nextInt(view.size() == 0 ? 3 : 20)) {
            case 0, 1 -> append(SHARED, 1 + random.nextInt(2));
            case 2 -> append(KEPT, 1);
            case 3, 4 -> mark();
            case 5, 6, 7 -> setKeyword();
            case 8 -> expunge();
            case 9 -> identify();
            case 10, 11 -> ask("FETCH " + someNumbers() + " (UID FLAGS" + modSeq() + ")", false);
            case 12 -> searchKeyword();
            case 13 -> move();
            case 14 -> copy();
            case 15 -> idle();
            case 16 -> select();
            case 17 -> connect();
            case 18 -> ask("STATUS " + OTHER + " (MESSAGES UIDNEXT UNSEEN)", true);
            default -> ask("NOOP", true);
        }
    }

    private String modSeq() {
        return mode == Mode.PLAIN ? "" : " MODSEQ";
    }

    private List<ImapResponse> ask(String command, boolean expunges) throws IOException {
        last = command;
        List<ImapResponse> responses = connection.ok(command);
        take(responses, expunges);
        return responses;
    }

    private void take(List<ImapResponse> responses, boolean expunges) {
        for (ImapResponse response : responses) {
            view.take(response, expunges);
            if (response.isNumbered("FETCH")) {
                check(response);
            }
        }
    }

    /** Of a message whose UID is known: it has the keyword if and only if this session has given it to it; it is recent to nobody else. */
    private void check(ImapResponse fetch) {
        List<?> items = fetch.list(3);
        long uid = view.uid(fetch.number());
        int flags = items.indexOf("FLAGS");
        if (uid == 0 || flags < 0) {
            return;
        }
        List<?> told = (List<?>) items.get(flags + 1);
        if (told.contains("\\Recent")) {
            ledger.recent(uid, number);
        }
        boolean selecting = last.startsWith("SELECT") || last.startsWith("UID FETCH 1:*");
        if (!selecting && told.contains(keyword) != own.contains(uid)) {
            throw new AssertionError(fetch + ": UID " + uid + (own.contains(uid) ? " has " : " has not ") + keyword);
        }
    }

    private String someNumbers() {
        int first = 1 + random.nextInt(view.size());
        return first + ":" + Math.min(view.size(), first + random.nextInt(5));
    }

    private void append(String mailbox, int messages) throws IOException {
        List<String> identifiers = new ArrayList<>();
        StringBuilder command = new StringBuilder("APPEND " + mailbox);
        for (int i = 0; i < messages; i++) {
            String identifier = ledger.newIdentifier();
            String message = StressLedger.message(identifier);
            identifiers.add(identifier);
            command.append(" {").append(message.length()).append("+}\r\n").append(message);
        }
        boolean kept = mailbox.equals(KEPT);
        if (kept) {
            identifiers.forEach(ledger::sent);
        }
        last = "APPEND " + mailbox;
        List<ImapResponse> responses = connection.command(command.toString());
        take(responses, true);
        ImapResponse end = responses.get(responses.size() - 1);
        if (!end.word(1).equals("OK")) {
            identifiers.forEach(ledger::forget);
            throw new AssertionError(last + " was answered " + end);
        }
        if (kept) {
            identifiers.forEach(ledger::accepted);
        } else {
            List<Long> uids = ImapView.ranges(end.word(2).split("[\\] ]")[2]);
            for (int i = 0; i < messages; i++) {
                ledger.identified(uids.get(i), identifiers.get(i));
            }
        }
    }

    /** Gives a message the flag that lets anybody remove it. */
    private void mark() throws IOException {
        long uid = view.uid(1 + random.nextInt(view.size()));
        if (uid != 0) {
            ledger.marked(uid);
            ask("UID STORE " + uid + " +FLAGS (\\Deleted)", true);
        }
    }

    private void setKeyword() throws IOException {
        int first = 1 + random.nextInt(view.size());
        int end = Math.min(view.size(), first + random.nextInt(4));
        boolean adds = random.nextBoolean();
        for (int at = first; at <= end; at++) {
            if (view.uid(at) == 0) {
                ask("UID FETCH 1:* (UID)", true);
                return;
            }
        }
        for (int at = first; at <= end; at++) {
            if (adds) {
                own.add(view.uid(at));
            } else {
                own.remove(view.uid(at));
            }
            view.change(at, keyword, adds);
        }
        String how = (adds ? "+" : "-") + "FLAGS" + (random.nextBoolean() ? ".SILENT" : "");
        for (int at = first; at <= end; at++) {
            unanswered.add(view.uid(at));
        }
        ask("STORE " + first + ":" + end + " " + how + " (" + keyword + ")", false);
        unanswered.clear();
    }

    private void expunge() throws IOException {
        ask(random.nextBoolean() ? "EXPUNGE" : "UID EXPUNGE 1:*", true);
    }

    /** Asks which messages they are. */
    private void identify() throws IOException {
        for (ImapResponse response : ask("FETCH " + someNumbers() + " (UID BODY.PEEK[HEADER.FIELDS (X-ID)])", false)) {
            if (response.isNumbered("FETCH") && response.list(3).contains("UID")) {
                List<?> items = response.list(3);
                int body = items.indexOf("BODY[HEADER.FIELDS (X-ID)]");
                if (body >= 0) {
                    String field = String.valueOf(items.get(body + 1));
                    ledger.identified(
                            view.uid(response.number()),
                            field.substring("X-Id: ".length()).strip());
                }
            }
        }
    }

    private void searchKeyword() throws IOException {
        Set<Long> found = new HashSet<>();
        for (ImapResponse response : ask("UID SEARCH KEYWORD " + keyword, true)) {
            if (response.word(1).equals("SEARCH")) {
                response.words().stream().skip(2).forEach(uid -> found.add(Long.valueOf(String.valueOf(uid))));
            }
        }
        Set<Long> missing = new HashSet<>(own);
        missing.removeAll(found);
        if (!own.containsAll(found)) {
            throw new AssertionError("SEARCH has found " + found + ", the keyword was given to " + own);
        }
        ask("NOOP", true);
        for (long uid : missing) {
            if (view.knows(uid)) {
                throw new AssertionError("SEARCH has not found UID " + uid + ", which is there and has the keyword");
            }
        }
    }

    private void move() throws IOException {
        long uid = view.uid(1 + random.nextInt(view.size()));
        if (uid != 0) {
            ledger.marked(uid);
            ask("UID MOVE " + uid + " " + OTHER, true);
        }
    }

    private void copy() throws IOException {
        ask("COPY " + someNumbers() + " " + OTHER, true);
    }

    private void idle() throws IOException, InterruptedException {
        last = "IDLE";
        take(connection.idle(random.nextInt(60)), true);
    }

    /** Once nobody does anything any more: all that was told is true. */
    void compare() throws IOException {
        try {
            ask("NOOP", true);
            Map<Long, Set<String>> told = view.flags();
            List<Long> uids = view.uids();
            view = new ImapView();
            take(connection.ok(last = "SELECT " + SHARED), true);
            ask("UID FETCH 1:* (UID FLAGS)", true);
            Map<Long, Set<String>> stored = view.flags();
            demand(uids.size() == view.size(), "it knew " + uids.size() + " messages of " + view.size());
            for (int at = 0; at < uids.size(); at++) {
                demand(
                        uids.get(at) == 0 || uids.get(at).equals(view.uids().get(at)),
                        "number " + (at + 1) + " is another");
            }
            told.forEach((uid, flags) -> demand(
                    flags.equals(stored.get(uid)),
                    "UID " + uid + " was told as " + flags + ", has " + stored.get(uid)));
        } finally {
            disconnect();
        }
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("session " + number + " (" + mode + "): " + otherwise);
        }
    }
}
