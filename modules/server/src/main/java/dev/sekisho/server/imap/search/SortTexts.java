// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.thread.MessageIds;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.text.BaseSubject;
import java.util.List;
import java.util.Optional;

/** What SORT and THREAD compare of messages, made of their summaries. */
final class SortTexts {
    private SortTexts() {}

    /**
     * The base subject.
     *
     * @param text in the form in which texts are compared
     * @param reply whether it was that of a reply or a forward
     */
    record Subject(String text, boolean reply) {
        /** Made once, and kept with the summary. */
        static Subject of(EncodedSummary summary) {
            return summary.derived(Subject.class, Subject::read);
        }

        static Subject read(EncodedSummary summary) {
            RawText subject = summary.subject();
            BaseSubject base = BaseSubject.of(subject == null ? "" : HeaderText.decode(subject));
            return new Subject(base.text(), base.isReplyOrForward());
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
