// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.imap.sort.SortableMessage;
import dev.sekisho.imap.thread.ThreadableMessage;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.text.SortKeys;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What SORT and THREAD compare of a message of the store. */
public final class MessageKeys {
    private MessageKeys() {}

    /** Whether SORT needs the summaries of messages. */
    public static boolean needsSummary(List<SortCriterion> criteria) {
        return criteria.stream().map(SortCriterion::key).anyMatch(MessageKeys::needsSummary);
    }

    static boolean needsSummary(SortKey key) {
        return key != SortKey.ARRIVAL && key != SortKey.SIZE;
    }

    /**
     * What SORT compares.
     *
     * @param number the message number or the UID
     */
    public static SortableMessage sortable(FetchedMessage message, long number, List<SortCriterion> criteria)
            throws IOException {
        Keys keys = new Keys(number);
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            if (key.comparesTexts()) {
                keys.texts.put(key, text(message, key));
            } else {
                keys.quantities.put(key, quantity(message, key));
            }
        }
        return keys;
    }

    /** The number that SORT compares; 0 for a key that compares texts. */
    static long quantity(FetchedMessage message, SortKey key) throws IOException {
        return switch (key) {
            case ARRIVAL -> message.stored().dates().internal().toEpochMilli();
            case SIZE -> message.stored().octets();
            case DATE -> date(message);
            case SUBJECT, FROM, TO, CC, DISPLAYFROM, DISPLAYTO -> 0;
        };
    }

    /** The text that SORT compares; empty for a key that compares numbers. It is not kept with the summary. */
    static String text(FetchedMessage message, SortKey key) throws IOException {
        EncodedSummary summary = message.summary();
        return switch (key) {
            case SUBJECT -> SortTexts.Subject.read(summary).text();
            case FROM -> SortKeys.mailbox(summary.envelope().addresses().from());
            case TO -> SortKeys.mailbox(summary.envelope().addresses().to());
            case CC -> SortKeys.mailbox(summary.envelope().addresses().cc());
            case DISPLAYFROM ->
                SortKeys.displayName(summary.envelope().addresses().from());
            case DISPLAYTO ->
                SortKeys.displayName(summary.envelope().addresses().to());
            case ARRIVAL, SIZE, DATE -> "";
        };
    }

    /** How many characters are kept of what SORT compares. */
    public static long characters(SortableMessage message, List<SortCriterion> criteria) {
        long characters = 0;
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            characters += key.comparesTexts() ? message.text(key).length() : 0;
        }
        return characters;
    }

    /** How many characters are kept of what THREAD looks at. */
    public static long characters(ThreadableMessage message) {
        return message.subject().length()
                + message.messageId().map(String::length).orElse(0)
                + message.references().stream().mapToLong(String::length).sum();
    }

    /** The sent date, or where there is none that can be read the internal date (RFC 5256 2.2), in milliseconds. */
    private static long date(FetchedMessage message) throws IOException {
        OptionalLong sent = message.summary().sentSecond();
        return sent.isPresent()
                ? TimeUnit.SECONDS.toMillis(sent.getAsLong())
                : message.stored().dates().internal().toEpochMilli();
    }

    /** What THREAD looks at. @param number the message number or the UID */
    public static ThreadableMessage threadable(FetchedMessage message, long number) throws IOException {
        EncodedSummary summary = message.summary();
        SortTexts.Subject subject = SortTexts.Subject.of(summary);
        SortTexts.Links links = SortTexts.Links.of(summary);
        return new ThreadableMessage(
                number, date(message), subject.text(), subject.reply(), links.messageId(), links.references());
    }

    /** What was read of one message. */
    private static final class Keys implements SortableMessage {
        private final long number;
        private final Map<SortKey, Long> quantities = new EnumMap<>(SortKey.class);
        private final Map<SortKey, String> texts = new EnumMap<>(SortKey.class);

        private Keys(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long quantity(SortKey key) {
            return quantities.getOrDefault(key, 0L);
        }

        @Override
        public String text(SortKey key) {
            return texts.getOrDefault(key, "");
        }
    }
}
