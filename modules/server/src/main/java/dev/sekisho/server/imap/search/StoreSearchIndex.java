// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchIndex;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.FlagIndex;
import dev.sekisho.store.imap.MailboxReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The store's indexes for one search of a mailbox. It blocks when it is asked. For one worker. */
public final class StoreSearchIndex implements SearchIndex {
    /** The index is asked for so many keys of a search; a search with more is slow rather than a burden. */
    private static final int MOST_QUESTIONS = 16;

    /** To look up a message costs as much as to look at so many headers in memory, or a fifth of what it costs to read its text. */
    private static final int HEADERS_OF_A_LOOKUP = 50;

    private static final int LOOKUPS_OF_A_TEXT = 5;

    /** The flags of the messages of a smaller mailbox are in memory. */
    private static final long LARGE = 25_000;

    /** The fields that a delivery puts before a message, which is indexed without them. */
    private static final Set<String> OF_DELIVERY = Set.of("return-path", "delivered-to");

    private final MailboxReader reader;
    private final SelectedMailbox mailbox;
    private final long flagsFrom;
    private final int headersOfALookup;
    private int questions;

    /** For a search of a mailbox. */
    public StoreSearchIndex(MailboxReader reader, SelectedMailbox mailbox) {
        this(reader, mailbox, LARGE, HEADERS_OF_A_LOOKUP);
    }

    /**
     * The same with other costs.
     *
     * @param flagsFrom in a mailbox of so many messages, flags are looked up
     * @param headersOfALookup so many headers are looked at while one message is looked up
     */
    StoreSearchIndex(MailboxReader reader, SelectedMailbox mailbox, long flagsFrom, int headersOfALookup) {
        this.reader = reader;
        this.mailbox = mailbox;
        this.flagsFrom = flagsFrom;
        this.headersOfALookup = headersOfALookup;
    }

    @Override
    public Optional<NumberRanges> hasFlag(SearchKey.HasFlag key) {
        if (key.flag().equals(Flag.SEEN)) {
            return indexed(FlagIndex.UNSEEN).map(mailbox.uids()::minus);
        }
        if (key.flag().equals(Flag.FLAGGED)) {
            return indexed(FlagIndex.FLAGGED);
        }
        return key.flag().equals(Flag.DELETED) ? indexed(FlagIndex.DELETED) : Optional.empty();
    }

    private Optional<NumberRanges> indexed(FlagIndex index) {
        return mailbox.uids().size() < flagsFrom || isOneTooMany()
                ? Optional.empty()
                : Optional.of(Uids.ofCommands(reader.indexed(mailbox.id(), index)));
    }

    @Override
    public Optional<NumberRanges> header(SearchKey.Header key) {
        boolean withPrefix = OF_DELIVERY.contains(key.field().toLowerCase(Locale.ROOT));
        return mayContain(key.text(), mailbox.uids().size() / headersOfALookup, withPrefix);
    }

    @Override
    public Optional<NumberRanges> contains(SearchKey.Contains key) {
        return mayContain(key.text(), mailbox.uids().size() * LOOKUPS_OF_A_TEXT, key.withHeader());
    }

    private Optional<NumberRanges> mayContain(String text, long most, boolean withPrefix) {
        return isOneTooMany()
                ? Optional.empty()
                : reader.mayContain(mailbox.id(), text, most, withPrefix).map(Uids::ofCommands);
    }

    private boolean isOneTooMany() {
        return questions++ >= MOST_QUESTIONS;
    }
}
