// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchIndex;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.FlagIndex;
import dev.sekisho.store.imap.KeptFlags;
import dev.sekisho.store.imap.MailboxReader;
import dev.sekisho.store.imap.SystemFlag;
import dev.sekisho.store.imap.UidSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The store's indexes for one search of a mailbox. It blocks when it is asked. For one worker. */
public final class StoreSearchIndex implements SearchIndex {
    /** The index is asked for so many keys of a search; a search with more is slow rather than a burden. */
    private static final int MOST_QUESTIONS = 16;

    /** To look up a message costs as much as to look at so many headers in memory, or a fifth of what it costs to read its text. */
    private static final int HEADERS_OF_A_LOOKUP = 50;

    private static final int LOOKUPS_OF_A_TEXT = 5;

    /** A smaller mailbox is read into memory for the flags of its messages. */
    private static final long LARGE = 25_000;

    /** The fields that a delivery puts before a message, which is indexed without them. */
    private static final Set<String> OF_DELIVERY = Set.of("return-path", "delivered-to");

    private final MailboxReader reader;
    private final SelectedMailbox mailbox;
    private final long flagsFrom;
    private final int headersOfALookup;
    private int questions;
    private @Nullable Optional<KeptFlags> kept;

    /** For a search of a mailbox. */
    public StoreSearchIndex(MailboxReader reader, SelectedMailbox mailbox) {
        this(reader, mailbox, LARGE, HEADERS_OF_A_LOOKUP);
    }

    /**
     * The same with other costs.
     *
     * @param flagsFrom in a mailbox of so many messages, flags are looked up where they are not in memory
     * @param headersOfALookup so many headers are looked at while one message is looked up
     */
    StoreSearchIndex(MailboxReader reader, SelectedMailbox mailbox, long flagsFrom, int headersOfALookup) {
        this.reader = reader;
        this.mailbox = mailbox;
        this.flagsFrom = flagsFrom;
        this.headersOfALookup = headersOfALookup;
    }

    /** What is no more is seen, so that no search finds it as unseen. */
    @Override
    public Optional<NumberRanges> hasFlag(SearchKey.HasFlag key) {
        Optional<SystemFlag> system = SystemFlag.of(key.flag().name());
        if (system.isEmpty() || isOneTooMany()) {
            return Optional.empty();
        }
        Optional<UidSet> found = isSeen(key) ? without(system.get()) : with(system.get());
        Optional<NumberRanges> uids = found.map(Uids::ofCommands);
        return isSeen(key) ? uids.map(mailbox.uids()::minus) : uids;
    }

    private static boolean isSeen(SearchKey.HasFlag key) {
        return key.flag().equals(Flag.SEEN);
    }

    private Optional<UidSet> with(SystemFlag flag) {
        return kept().map(kept -> kept.with(flag)).or(() -> indexed(flag));
    }

    private Optional<UidSet> without(SystemFlag flag) {
        return kept().map(kept -> kept.without(flag)).or(() -> indexed(flag));
    }

    /** The flags of one moment for all keys of the search. */
    private Optional<KeptFlags> kept() {
        Optional<KeptFlags> known = kept;
        if (known == null) {
            known = reader.keptFlags(mailbox.id(), isSmall());
            kept = known;
        }
        return known;
    }

    private boolean isSmall() {
        return mailbox.uids().size() < flagsFrom;
    }

    /** What an index of the database says of a flag; of most flags there is none. */
    private Optional<UidSet> indexed(SystemFlag flag) {
        Optional<FlagIndex> index = switch (flag) {
            case SEEN -> Optional.of(FlagIndex.UNSEEN);
            case FLAGGED -> Optional.of(FlagIndex.FLAGGED);
            case DELETED -> Optional.of(FlagIndex.DELETED);
            case ANSWERED, DRAFT -> Optional.empty();
        };
        return isSmall() ? Optional.empty() : index.map(known -> reader.indexed(mailbox.id(), known));
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
