// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.imap.sort.SortableMessage;
import dev.sekisho.imap.thread.MessageIds;
import dev.sekisho.imap.thread.ThreadableMessage;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.text.BaseSubject;
import dev.sekisho.message.text.SortKeys;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What SORT and THREAD compare of a message of the store. */
public final class MessageKeys {
    private MessageKeys() {}

    /** Whether SORT needs the summaries of messages. */
    public static boolean needsSummary(List<SortCriterion> criteria) {
        return criteria.stream().map(SortCriterion::key).anyMatch(key -> key != SortKey.ARRIVAL && key != SortKey.SIZE);
    }

    /**
     * What SORT compares.
     *
     * @param number the message number or the UID
     */
    public static SortableMessage sortable(FetchedMessage message, long number, List<SortCriterion> criteria)
            throws IOException {
        Map<SortKey, Long> quantities = new EnumMap<>(SortKey.class);
        Map<SortKey, String> texts = new EnumMap<>(SortKey.class);
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            switch (key) {
                case ARRIVAL ->
                    quantities.put(key, message.stored().dates().internal().toEpochMilli());
                case SIZE -> quantities.put(key, message.stored().octets());
                case DATE -> quantities.put(key, date(message));
                case SUBJECT -> texts.put(key, subject(message).text());
                case FROM ->
                    texts.put(
                            key,
                            SortKeys.mailbox(
                                    message.summary().envelope().addresses().from()));
                case TO ->
                    texts.put(
                            key,
                            SortKeys.mailbox(
                                    message.summary().envelope().addresses().to()));
                case CC ->
                    texts.put(
                            key,
                            SortKeys.mailbox(
                                    message.summary().envelope().addresses().cc()));
                case DISPLAYFROM ->
                    texts.put(
                            key,
                            SortKeys.displayName(
                                    message.summary().envelope().addresses().from()));
                case DISPLAYTO ->
                    texts.put(
                            key,
                            SortKeys.displayName(
                                    message.summary().envelope().addresses().to()));
            }
        }
        return new Keys(number, quantities, texts);
    }

    /** How many characters are kept of what SORT compares. */
    public static long characters(SortableMessage message, List<SortCriterion> criteria) {
        return criteria.stream()
                .map(SortCriterion::key)
                .filter(SortKey::comparesTexts)
                .mapToLong(key -> message.text(key).length())
                .sum();
    }

    /** How many characters are kept of what THREAD looks at. */
    public static long characters(ThreadableMessage message) {
        return message.subject().length()
                + message.messageId().map(String::length).orElse(0)
                + message.references().stream().mapToLong(String::length).sum();
    }

    /** The sent date, or where there is none that can be read the internal date (RFC 5256 2.2), in milliseconds. */
    private static long date(FetchedMessage message) throws IOException {
        OffsetDateTime sent = message.summary().sent();
        return sent == null
                ? message.stored().dates().internal().toEpochMilli()
                : sent.toInstant().toEpochMilli();
    }

    private static BaseSubject subject(FetchedMessage message) throws IOException {
        RawText subject = message.summary().envelope().subject();
        return BaseSubject.of(subject == null ? "" : HeaderText.decode(subject));
    }

    /** What THREAD looks at. @param number the message number or the UID */
    public static ThreadableMessage threadable(FetchedMessage message, long number) throws IOException {
        EncodedSummary summary = message.summary();
        HeaderFields fields = summary.fields();
        BaseSubject subject = subject(message);
        List<String> references = ids(fields, "references");
        if (references.isEmpty()) {
            references = ids(fields, "in-reply-to").stream().limit(1).toList();
        }
        return new ThreadableMessage(
                number,
                date(message),
                subject.text(),
                subject.isReplyOrForward(),
                ids(fields, "message-id").stream().findFirst(),
                references);
    }

    private static List<String> ids(HeaderFields fields, String name) {
        Optional<RawText> field = fields.first(name);
        return field.map(body -> MessageIds.of(body.octets())).orElse(List.of());
    }

    /** What was read of one message. */
    private record Keys(long number, Map<SortKey, Long> quantities, Map<SortKey, String> texts)
            implements SortableMessage {
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
