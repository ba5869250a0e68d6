// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchCost;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MessageCursor;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Looks through a mailbox for the messages of a search, some at a time. For one worker at a time. */
public final class MessageSearch {
    /** Longer than any client waits. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** After so long the client is told how far the search has come. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private final ImapStore store;
    private final SelectedMailbox mailbox;
    private final SearchPlan plan;
    private final MessageCursor<StoredMessage> cursor;
    private final Consumer<FetchedMessage> found;
    private final LongSupplier nanoTime;
    private final long begun;
    private final SoughtTexts sought = new SoughtTexts();
    private long looked;

    /**
     * A search that begins.
     *
     * @param summaries whether what is done with the messages found needs their summaries
     * @param found takes each message that matches, in the order of UIDs
     */
    public MessageSearch(
            ImapStore store,
            SelectedMailbox mailbox,
            SearchPlan plan,
            boolean summaries,
            Consumer<FetchedMessage> found,
            LongSupplier nanoTime) {
        this.store = store;
        this.mailbox = mailbox;
        this.plan = plan;
        this.found = found;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        boolean reads = summaries || plan.cost() == SearchCost.HEADER || plan.cost() == SearchCost.TEXT;
        this.cursor = store.reader().messages(mailbox.id(), Uids.ofStore(plan.candidates()), reads);
    }

    /**
     * Looks on for a while. Blocks.
     *
     * @return true if there is more to look at
     * @throws TimeoutException if it takes longer than any client waits
     */
    public boolean step() throws TimeoutException {
        long until = nanoTime.getAsLong() + STEP.toNanos();
        while (nanoTime.getAsLong() - until < 0) {
            List<StoredMessage> some = cursor.next();
            if (some.isEmpty()) {
                return false;
            }
            for (StoredMessage message : some) {
                look(message);
            }
        }
        return true;
    }

    private void look(StoredMessage message) throws TimeoutException {
        if (nanoTime.getAsLong() - begun > LONGEST.toNanos()) {
            throw new TimeoutException("it took too long");
        }
        looked++;
        FetchedMessage fetched = new FetchedMessage(store, message);
        try {
            if (plan.matches(new StoredSearchedMessage(mailbox, fetched, sought))) {
                found.accept(fetched);
            }
        } catch (UncheckedIOException gone) {
            // A message that others have expunged meanwhile is not found.
            IOException cause = gone.getCause();
            if (cause != null && cause.getCause() instanceof StoreException) {
                throw gone;
            }
        }
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
