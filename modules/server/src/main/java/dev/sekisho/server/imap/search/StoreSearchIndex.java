// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchIndex;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The store's full-text index for one search of a mailbox. It blocks when it is asked. For one worker. */
public final class StoreSearchIndex implements SearchIndex {
    /** The index is asked for so many texts of a search; a search with more is slow rather than a burden. */
    private static final int MOST_QUESTIONS = 16;

    /** The fields that a delivery puts before a message, which is indexed without them. */
    private static final Set<String> OF_DELIVERY = Set.of("return-path", "delivered-to");

    private final MailboxReader reader;
    private final MailboxId mailbox;
    private int questions;

    /** For a search of a mailbox. */
    public StoreSearchIndex(MailboxReader reader, MailboxId mailbox) {
        this.reader = reader;
        this.mailbox = mailbox;
    }

    @Override
    public Optional<NumberRanges> header(SearchKey.Header key) {
        return mayContain(key.text(), OF_DELIVERY.contains(key.field().toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<NumberRanges> contains(SearchKey.Contains key) {
        return mayContain(key.text(), key.withHeader());
    }

    private Optional<NumberRanges> mayContain(String text, boolean withPrefix) {
        if (questions++ >= MOST_QUESTIONS) {
            return Optional.empty();
        }
        return reader.mayContain(mailbox, text, withPrefix).map(Uids::ofCommands);
    }
}
