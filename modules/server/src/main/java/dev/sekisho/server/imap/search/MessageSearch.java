// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchCost;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MessageCursor;
import dev.sekisho.store.imap.MessageWithBody;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Looks through a mailbox for the messages of a search, some at a time. For one worker at a time. */
public final class MessageSearch {
    /** Longer than any client waits. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** So many messages that need not be read are looked at without a look at the clock. */
    private static final int UNTIMED = 100;
    /** After so long the worker is left to the commands of others that wait for one. */
    private static final Duration STEP = Duration.ofMillis(250);
    /** After so long the client is told how far the search has come. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** How far a search is. */
    public enum Progress {
        GOES_ON,
        AT_END,
        /** More was found than can be taken. */
        TOO_MANY_FOUND
    }

    private final ImapStore store;
    private final SelectedMailbox mailbox;
    private final SearchPlan plan;
    private final MessageCursor<FetchedMessage> cursor;
    private final Predicate<FetchedMessage> found;
    private final LongSupplier nanoTime;
    private final long begun;
    private final SoughtTexts sought = new SoughtTexts();
    private List<FetchedMessage> page = List.of();
    private int at;
    private long looked;
    private long told;

    /**
     * A search that begins.
     *
     * @param summaries whether what is done with the messages found needs their summaries
     * @param found takes each message that matches, in the order of UIDs; false if it can take no more
     */
    public MessageSearch(
            ImapStore store,
            SelectedMailbox mailbox,
            SearchPlan plan,
            boolean summaries,
            Predicate<FetchedMessage> found,
            LongSupplier nanoTime) {
        this.store = store;
        this.mailbox = mailbox;
        this.plan = plan;
        this.found = found;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.told = begun;
        this.cursor = cursor(summaries);
    }

    /** Texts that are read of all messages come many at a time. */
    private MessageCursor<FetchedMessage> cursor(boolean summaries) {
        UidSet uids = Uids.ofStore(plan.candidates());
        if (plan.readsEveryText()) {
            MessageCursor<MessageWithBody> bodies = store.reader().messagesWithBodies(mailbox.id(), uids);
            return () -> bodies.next().stream()
                    .map(message -> new FetchedMessage(store, message))
                    .toList();
        }
        boolean reads = summaries || plan.cost() == SearchCost.HEADER || plan.cost() == SearchCost.TEXT;
        MessageCursor<StoredMessage> rows = plan.cost() == SearchCost.TEXT
                ? store.reader().messages(mailbox.id(), uids, reads)
                : store.reader().passingMessages(mailbox.id(), uids, reads);
        return () -> rows.next().stream()
                .map(message -> new FetchedMessage(store, message))
                .toList();
    }

    /**
     * Looks on for a while. Blocks.
     *
     * @throws TimeoutException if it takes longer than any client waits
     */
    public Progress step() throws TimeoutException {
        long until = nanoTime.getAsLong() + STEP.toNanos();
        while (at < page.size() || readOn()) {
            FetchedMessage message = page.get(at++);
            if (matches(message) && !found.test(message)) {
                return Progress.TOO_MANY_FOUND;
            }
            boolean asksForTime = plan.cost() == SearchCost.TEXT || at % UNTIMED == 0;
            if (asksForTime && isOver(until)) {
                return Progress.GOES_ON;
            }
        }
        return Progress.AT_END;
    }

    private boolean readOn() {
        page = cursor.next();
        at = 0;
        return !page.isEmpty();
    }

    private boolean isOver(long until) throws TimeoutException {
        long now = nanoTime.getAsLong();
        if (now - begun > LONGEST.toNanos()) {
            throw new TimeoutException("it took too long");
        }
        return now - until >= 0;
    }

    private boolean matches(FetchedMessage fetched) {
        looked++;
        try {
            return plan.matches(new StoredSearchedMessage(mailbox, fetched, sought));
        } catch (UncheckedIOException gone) {
            // A message that others have expunged meanwhile is not found.
            IOException cause = gone.getCause();
            if (cause != null && cause.getCause() instanceof StoreException) {
                throw gone;
            }
            return false;
        }
    }

    /** Whether the client is to be told how far the search has come; true once for each time that has passed. */
    public boolean takeProgress() {
        long now = nanoTime.getAsLong();
        boolean due = now - told >= SILENCE.toNanos();
        if (due) {
            told = now;
        }
        return due;
    }

    /** Messages that were looked at. */
    public long looked() {
        return looked;
    }

    /** Messages that may have to be looked at. */
    public long candidates() {
        return plan.candidates().size();
    }
}
