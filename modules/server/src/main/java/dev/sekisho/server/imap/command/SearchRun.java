// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.search.SearchCost;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.search.MessageSearch;
import dev.sekisho.server.imap.search.StoreSearchIndex;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandWork;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The search of SEARCH, SORT and THREAD: some messages at a time, and between them the client is told how far it is (RFC 9585). */
final class SearchRun implements CommandWork {
    private static final int FEW = 50;

    private static final Completion TOO_MANY =
            Completion.no(ResponseCode.LIMIT, "More messages match than can be put in order, look for fewer");

    private final ImapContext session;
    private final CommandCall call;
    private final SearchKey key;
    private final boolean summaries;
    private final Finds found;
    private final CommandWork answer;
    private @Nullable MessageSearch search;
    private boolean ended;

    /** Takes what is found, in the order of UIDs. */
    interface Finds {
        /** Takes a message; false if there are too many. */
        boolean add(FetchedMessage message) throws IOException;

        /** It is known which messages are looked at: from now on nothing of the session is asked for that. */
        default void planned() {}

        /** Takes messages of which nothing was read; false if something is to be read. */
        default boolean addUnread(NumberRanges uids) {
            return false;
        }
    }

    /**
     * A search that begins with the first step.
     *
     * @param summaries whether {@code found} needs summaries
     * @param found takes each message found
     * @param answer tells what was found, when the search has ended
     */
    SearchRun(
            ImapContext session, CommandCall call, SearchKey key, boolean summaries, Finds found, CommandWork answer) {
        this.session = session;
        this.call = call;
        this.key = key;
        this.summaries = summaries;
        this.found = found;
        this.answer = answer;
    }

    @Override
    public Optional<Completion> step(ImapResponses out) throws Exception {
        return ended ? answer.step(out) : searchOn(out);
    }

    private Optional<Completion> searchOn(ImapResponses out) throws Exception {
        MessageSearch current = search;
        if (current == null) {
            SelectedMailbox mailbox = session.session().mailbox();
            SearchPlan plan = plan(mailbox);
            found.planned();
            if (plan.cost() == SearchCost.UID && found.addUnread(plan.candidates())) {
                return answer(out);
            }
            current = new MessageSearch(session.mail().store(), mailbox, plan, summaries, this::add, System::nanoTime);
            search = current;
        }
        MessageSearch.Progress progress = current.step();
        if (progress == MessageSearch.Progress.GOES_ON) {
            if (current.takeProgress()) {
                tellProgress(current, out);
            }
            return Optional.empty();
        }
        return progress == MessageSearch.Progress.TOO_MANY_FOUND ? Optional.of(TOO_MANY) : answer(out);
    }

    private Optional<Completion> answer(ImapResponses out) throws Exception {
        ended = true;
        return answer.step(out);
    }

    private boolean add(FetchedMessage message) {
        try {
            return found.add(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Few messages are read sooner than the index is asked. */
    private SearchPlan plan(SelectedMailbox mailbox) {
        Instant now = session.mail().clock().instant();
        Function<SearchKey.Messages, NumberRanges> resolve = messages -> resolved(mailbox, messages);
        SearchPlan plain = SearchPlan.of(key, resolve, mailbox.uids(), now);
        boolean readsMany = plain.cost() != SearchCost.UID && plain.candidates().size() > FEW;
        return readsMany
                ? SearchPlan.of(
                        key,
                        resolve,
                        mailbox.uids(),
                        now,
                        new StoreSearchIndex(session.mail().store().reader(), mailbox))
                : plain;
    }

    /** Message numbers beyond those there are name no message. */
    private static NumberRanges resolved(SelectedMailbox mailbox, SearchKey.Messages messages) {
        SequenceSet set = messages.set();
        if (messages.uid() || set.savedResult()) {
            return mailbox.resolve(set, true).orElse(NumberRanges.NONE);
        }
        long exists = mailbox.view().exists();
        NumberRanges numbers = set.resolve(exists).intersection(NumberRanges.range(1, exists));
        return numbers.isEmpty()
                ? NumberRanges.NONE
                : mailbox.resolve(SequenceSet.of(numbers), false).orElse(NumberRanges.NONE);
    }

    private void tellProgress(MessageSearch current, ImapResponses out) throws IOException {
        out.untagged(
                ReplyStatus.OK,
                Optional.of(ResponseCode.inProgress(call.tag(), current.looked(), current.candidates())),
                call.name() + " goes on");
    }
}
