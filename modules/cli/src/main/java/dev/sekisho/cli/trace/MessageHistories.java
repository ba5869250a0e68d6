// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.MailName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of each message that is looked for, within bounds: of more, the latest. */
final class MessageHistories {
    /** Maximum number of messages, and of lines that belong to no message. */
    static final int MOST = 500;
    /** Maximum number of lines, and of locations, of one message. */
    static final int MOST_LINES = 1_000;

    private final TraceQuery query;
    private final Set<String> origins = new LinkedHashSet<>();
    private final Map<String, Set<MailLogEntry>> lines = new LinkedHashMap<>();
    private final Map<String, List<MessageLocation>> locations = new TreeMap<>();
    private final Deque<MailLogEntry> refusals = new ArrayDeque<>();
    private boolean cut;

    /**
     * One message.
     *
     * @param id its name; that of a part of it if nothing else is known
     * @param lines in the order of time, the one of its acceptance first
     * @param now where it is in the store
     */
    record MessageHistory(String id, List<MailLogEntry> lines, List<MessageLocation> now) {}

    MessageHistories(TraceQuery query) {
        this.query = query;
    }

    /** The first look at a line: whether it is about a message that is meant. */
    void find(MailLogEntry entry) {
        if (!query.matches(entry.line())) {
            return;
        }
        Optional<String> id = entry.line().value(LogKey.ID);
        if (id.isPresent()) {
            add(id.get());
            entry.line().value(LogKey.ABOUT).ifPresent(this::add);
        } else {
            refusals.add(entry);
            if (refusals.size() > MOST) {
                refusals.remove();
                cut = true;
            }
        }
    }

    /** A message that is in the store. */
    void located(MessageLocation location) {
        add(location.name());
        List<MessageLocation> all =
                locations.computeIfAbsent(MailName.origin(location.name()), key -> new ArrayList<>());
        if (all.size() < MOST_LINES) {
            all.add(location);
        } else {
            cut = true;
        }
    }

    private void add(String name) {
        String origin = MailName.origin(name);
        origins.remove(origin);
        origins.add(origin);
        if (origins.size() > MOST) {
            origins.remove(origins.iterator().next());
            cut = true;
        }
    }

    /** Whether there is a message to look for again. */
    boolean found() {
        return !origins.isEmpty();
    }

    /** The second look at a line: whether it belongs to a message that was found. */
    void collect(MailLogEntry entry) {
        entry.line().value(LogKey.ID).ifPresent(id -> collect(MailName.origin(id), entry));
        entry.line().value(LogKey.ABOUT).ifPresent(id -> collect(MailName.origin(id), entry));
    }

    /** A line that was written twice is one. */
    private void collect(String origin, MailLogEntry entry) {
        if (!origins.contains(origin)) {
            return;
        }
        Set<MailLogEntry> all = lines.computeIfAbsent(origin, key -> new LinkedHashSet<>());
        if (all.size() < MOST_LINES) {
            all.add(entry);
        } else {
            cut = true;
        }
    }

    /** Those that were found, in the order of their first lines; those that only the store knows at last. */
    List<MessageHistory> all() {
        List<MessageHistory> histories = new ArrayList<>();
        for (String origin : origins) {
            List<MailLogEntry> entries = new ArrayList<>(lines.getOrDefault(origin, Set.of()));
            entries.sort(Comparator.<MailLogEntry, Boolean>comparing(
                            entry -> entry.line().event() != LogEvent.ACCEPTED)
                    .thenComparing(MailLogEntry::time));
            List<MessageLocation> now = locations.getOrDefault(origin, List.of());
            if (!entries.isEmpty() || !now.isEmpty()) {
                histories.add(new MessageHistory(name(origin, entries, now), entries, List.copyOf(now)));
            }
        }
        histories.sort(Comparator.comparing(history -> history.lines().isEmpty()
                ? java.time.Instant.MAX
                : history.lines().get(0).time()));
        return histories;
    }

    private static String name(String origin, List<MailLogEntry> entries, List<MessageLocation> now) {
        return entries.stream()
                .flatMap(entry -> entry.line().value(LogKey.ID).stream())
                .filter(id -> MailName.origin(id).equals(origin))
                .findFirst()
                .or(() -> now.stream().map(MessageLocation::name).findFirst())
                .orElse(origin);
    }

    /** Refusals and the like that are about no message. */
    List<MailLogEntry> refusals() {
        return List.copyOf(refusals);
    }

    /** Whether there was more than is kept. */
    boolean cut() {
        return cut;
    }
}
