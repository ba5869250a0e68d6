// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a client knows of the mailbox it has selected, by what it was told; a response that cannot be true is a failure of the test. */
final class ImapView {
    /** A message; 0 and null are what is not known. */
    private static final class Message {
        private long uid;
        private Set<String> flags;
        private long modSeq;
    }

    private final List<Message> messages = new ArrayList<>();
    private final Set<Long> gone = new HashSet<>();
    private Set<String> announced = Set.of();
    private long highestModSeq;
    private String uidValidity = "";

    /** Forgets all but what is known by UID, as a client does that selects a mailbox anew. */
    Map<Long, Set<String>> leave() {
        Map<Long, Set<String>> known = flags();
        messages.clear();
        gone.clear();
        return known;
    }

    int size() {
        return messages.size();
    }

    long uid(int number) {
        return messages.get(number - 1).uid;
    }

    long highestModSeq() {
        return highestModSeq;
    }

    String uidValidity() {
        return uidValidity;
    }

    /** The UIDs by number; 0 where one was not told. */
    List<Long> uids() {
        return messages.stream().map(message -> message.uid).toList();
    }

    boolean knows(long uid) {
        return messages.stream().anyMatch(message -> message.uid == uid);
    }

    /** The flags of the messages of which they were told. */
    Map<Long, Set<String>> flags() {
        Map<Long, Set<String>> known = new HashMap<>();
        for (Message message : messages) {
            if (message.uid != 0 && message.flags != null) {
                known.put(message.uid, message.flags);
            }
        }
        return known;
    }

    /**
     * Takes a response in.
     *
     * @param expunges whether a message may vanish now (RFC 9051 7.5.1)
     */
    void take(ImapResponse response, boolean expunges) {
        if (response.isNumbered("EXISTS")) {
            exists(response.number());
        } else if (response.isNumbered("RECENT")) {
            demand(response.number() <= messages.size(), response, "more are recent than there are");
        } else if (response.isNumbered("EXPUNGE")) {
            expunge(response, expunges);
        } else if (response.isNumbered("FETCH")) {
            fetch(response);
        } else if (response.word(1).equals("FLAGS")) {
            announced = flags(response.list(2));
        } else if (response.word(1).equals("VANISHED")) {
            vanished(response, expunges);
        } else if (response.word(1).equals("OK")) {
            code(response.word(2));
        }
    }

    /** The client changes a flag without being told of the result. */
    void change(int number, String flag, boolean adds) {
        Set<String> flags = messages.get(number - 1).flags;
        if (flags != null) {
            Set<String> changed = new TreeSet<>(flags);
            boolean unused = adds ? changed.add(flag) : changed.remove(flag);
            messages.get(number - 1).flags = changed;
        }
    }

    private void code(String text) {
        String[] words = text.split("[\\[\\] ]");
        if (words.length > 2 && words[1].equals("UIDVALIDITY")) {
            uidValidity = words[2];
        } else if (words.length > 2 && words[1].equals("HIGHESTMODSEQ")) {
            heardModSeq(Long.parseLong(words[2]));
        }
    }

    private void heardModSeq(long modSeq) {
        highestModSeq = Math.max(highestModSeq, modSeq);
    }

    private void exists(int number) {
        if (number < messages.size()) {
            throw new AssertionError(number + " EXISTS, though there were " + messages.size());
        }
        while (messages.size() < number) {
            messages.add(new Message());
        }
    }

    private void expunge(ImapResponse response, boolean allowed) {
        demand(allowed, response, "no expunge may be told now");
        demand(response.number() >= 1 && response.number() <= messages.size(), response, "there is no such number");
        remove(response.number() - 1);
    }

    private void remove(int at) {
        long uid = messages.remove(at).uid;
        if (uid != 0) {
            gone.add(uid);
        }
    }

    private void vanished(ImapResponse response, boolean allowed) {
        boolean earlier = response.word(2).isEmpty();
        if (earlier) {
            return;
        }
        demand(allowed, response, "no expunge may be told now");
        for (long uid : ranges(response.word(2))) {
            int at = indexOf(uid);
            demand(at >= 0, response, "UID " + uid + " is not in the mailbox");
            remove(at);
            gone.add(uid);
        }
    }

    /** Where a message stands; of those between its neighbours whose UIDs were not told yet it may be any. */
    private int indexOf(long uid) {
        int unknown = -1;
        for (int at = 0; at < messages.size(); at++) {
            long there = messages.get(at).uid;
            if (there == uid) {
                return at;
            }
            if (there > uid) {
                return unknown;
            }
            unknown = there == 0 ? at : -1;
        }
        return unknown;
    }

    private void fetch(ImapResponse response) {
        int number = response.number();
        demand(number >= 1 && number <= messages.size(), response, "there are " + messages.size());
        Message message = messages.get(number - 1);
        List<?> items = response.list(3);
        for (int i = 0; i + 1 < items.size(); i += 2) {
            Object value = items.get(i + 1);
            switch (String.valueOf(items.get(i))) {
                case "UID" -> uid(response, number, message, Long.parseLong(String.valueOf(value)));
                case "MODSEQ" -> modSeq(response, message, value);
                case "FLAGS" -> flags(response, message, value);
                default -> {}
            }
        }
    }

    private void uid(ImapResponse response, int number, Message message, long uid) {
        demand(message.uid == 0 || message.uid == uid, response, "its UID was " + message.uid);
        demand(!gone.contains(uid), response, "UID " + uid + " was expunged");
        for (int at = number - 2; at >= 0; at--) {
            long before = messages.get(at).uid;
            demand(before == 0 || before < uid, response, "number " + (at + 1) + " has UID " + before);
            at = before == 0 ? at : 0;
        }
        message.uid = uid;
    }

    private void modSeq(ImapResponse response, Message message, Object value) {
        long modSeq = Long.parseLong(String.valueOf(((List<?>) value).get(0)));
        demand(modSeq >= message.modSeq, response, "its MODSEQ was " + message.modSeq);
        message.modSeq = modSeq;
    }

    private void flags(ImapResponse response, Message message, Object value) {
        Set<String> flags = flags((List<?>) value);
        for (String flag : flags) {
            demand(flag.equals("\\recent") || announced.contains(flag), response, flag + " was not announced");
        }
        flags.remove("\\recent");
        message.flags = flags;
    }

    private static Set<String> flags(List<?> words) {
        Set<String> flags = new TreeSet<>();
        words.forEach(word -> flags.add(String.valueOf(word).toLowerCase(Locale.ROOT)));
        return flags;
    }

    /** The numbers of a sequence set. */
    static List<Long> ranges(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long number = Long.parseLong(ends[0]); number <= Long.parseLong(ends[ends.length - 1]); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static void demand(boolean holds, ImapResponse response, String otherwise) {
        if (!holds) {
            throw new AssertionError(response + ": " + otherwise);
        }
    }
}
