// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.thread.MessageIds;
import dev.sekisho.message.header.EnvelopeAddresses;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.text.BaseSubject;
import dev.sekisho.message.text.SortKeys;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What SORT and THREAD compare of messages, each made once of the summary of a message. */
final class SortTexts {
    private SortTexts() {}

    /**
     * The base subject.
     *
     * @param text in the form in which texts are compared
     * @param reply whether it was that of a reply or a forward
     */
    record Subject(String text, boolean reply) {
        static Subject of(EncodedSummary summary) {
            return summary.derived(Subject.class, Subject::read);
        }

        private static Subject read(EncodedSummary summary) {
            RawText subject = summary.envelope().subject();
            BaseSubject base = BaseSubject.of(subject == null ? "" : HeaderText.decode(subject));
            return new Subject(base.text(), base.isReplyOrForward());
        }
    }

    /** The sent date in milliseconds since 1970; empty if it cannot be read. */
    record Sent(Optional<Long> millis) {
        static Sent of(EncodedSummary summary) {
            return summary.derived(Sent.class, Sent::read);
        }

        private static Sent read(EncodedSummary summary) {
            OffsetDateTime sent = summary.sent();
            return new Sent(
                    sent == null
                            ? Optional.empty()
                            : Optional.of(sent.toInstant().toEpochMilli()));
        }
    }

    /** The keys of addresses. */
    record Addresses(String from, String to, String cc, String displayFrom, String displayTo) {
        static Addresses of(EncodedSummary summary) {
            return summary.derived(Addresses.class, Addresses::read);
        }

        private static Addresses read(EncodedSummary summary) {
            EnvelopeAddresses addresses = summary.envelope().addresses();
            return new Addresses(
                    SortKeys.mailbox(addresses.from()),
                    SortKeys.mailbox(addresses.to()),
                    SortKeys.mailbox(addresses.cc()),
                    SortKeys.displayName(addresses.from()),
                    SortKeys.displayName(addresses.to()));
        }
    }

    /** The ids by which threads are made: of References, or where there are none the first of In-Reply-To. */
    record Links(Optional<String> messageId, List<String> references) {
        static Links of(EncodedSummary summary) {
            return summary.derived(Links.class, Links::read);
        }

        private static Links read(EncodedSummary summary) {
            HeaderFields fields = summary.fields();
            List<String> references = ids(fields, "references");
            if (references.isEmpty()) {
                references = ids(fields, "in-reply-to").stream().limit(1).toList();
            }
            return new Links(ids(fields, "message-id").stream().findFirst(), List.copyOf(references));
        }

        private static List<String> ids(HeaderFields fields, String name) {
            return fields.first(name).map(body -> MessageIds.of(body.octets())).orElse(List.of());
        }
    }
}
