// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all sessions together have done, and what has to be stored therefore. Safe for all threads. */
final class StressLedger {
    private static final String USER = "bob@example.org";

    /** Of the messages that APPEND brought: whether it was answered with OK; false if there was no answer. */
    private final Map<String, Boolean> appended = new ConcurrentHashMap<>();
    /** Of the mailbox that expunges are made in: the identifier of each UID. */
    private final Map<Long, String> identifiers = new ConcurrentHashMap<>();

    private final Set<Long> marked = ConcurrentHashMap.newKeySet();
    private final Map<Long, Integer> recent = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    String newIdentifier() {
        return "m" + numbers.incrementAndGet();
    }

    static String message(String identifier) {
        return "X-Id: " + identifier + "\r\nSubject: one of many\r\n\r\n"
                + (identifier + " is whole.\r\n").repeat(1 + identifier.hashCode() % 5 * 20 & 63);
    }

    void sent(String identifier) {
        appended.put(identifier, false);
    }

    void accepted(String identifier) {
        appended.put(identifier, true);
    }

    /** The server has refused it, or it is not in the mailbox that nothing is taken from. */
    void forget(String identifier) {
        appended.remove(identifier);
    }

    int accepted() {
        return (int) appended.values().stream().filter(stored -> stored).count();
    }

    /** A UID is one message, whoever is told of it. */
    void identified(long uid, String identifier) {
        String before = identifiers.putIfAbsent(uid, identifier);
        if (before != null && !before.equals(identifier)) {
            throw new AssertionError("UID " + uid + " is " + identifier + ", and was " + before);
        }
    }

    /** Somebody has asked for it to be removed, with or without success. */
    void marked(long uid) {
        marked.add(uid);
    }

    /** A message is recent to one session at most (RFC 3501 2.3.2). */
    void recent(long uid, int session) {
        Integer before = recent.putIfAbsent(uid, session);
        if (before != null && before != session) {
            throw new AssertionError("UID " + uid + " is recent to sessions " + before + " and " + session);
        }
    }

    /** All that is to be stored is stored, once and whole, and nothing that is not. */
    void compare(Installation sekisho) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> found = new HashMap<>();
        try (ImapConnection connection = ImapConnection.login(sekisho, USER)) {
            connection.ok("EXAMINE " + StressSession.KEPT);
            for (ImapResponse response : connection.ok("UID FETCH 1:* (BODY.PEEK[])")) {
                if (response.isNumbered("FETCH")) {
                    String text =
                            String.valueOf(response.list(3).get(response.list(3).indexOf("BODY[]") + 1));
                    String identifier = text.substring("X-Id: ".length(), Math.max(6, text.indexOf("\r\n")));
                    found.merge(identifier, 1, Integer::sum);
                    if (!text.equals(message(identifier))) {
                        faults.add(identifier + " is not whole");
                    }
                }
            }
            List<Long> there = new ArrayList<>();
            connection.ok("EXAMINE " + StressSession.SHARED);
            for (ImapResponse response : connection.ok("UID SEARCH ALL")) {
                if (response.word(1).equals("SEARCH")) {
                    response.words().stream().skip(2).forEach(uid -> there.add(Long.valueOf(String.valueOf(uid))));
                }
            }
            identifiers.keySet().stream()
                    .filter(uid -> !marked.contains(uid) && !there.contains(uid))
                    .forEach(uid -> faults.add("UID " + uid + " is gone, and nobody has removed it"));
        }
        appended.forEach((identifier, stored) -> {
            int times = found.getOrDefault(identifier, 0);
            if (stored ? times != 1 : times > 1) {
                faults.add(identifier + (stored ? " was answered OK" : " was not answered") + ", and is there " + times
                        + " times");
            }
        });
        found.keySet().stream()
                .filter(identifier -> !appended.containsKey(identifier))
                .forEach(identifier -> faults.add(identifier + " was refused, and is there"));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }
}
