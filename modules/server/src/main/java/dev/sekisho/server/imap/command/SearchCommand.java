// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.response.ExtendedSearchResult;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.search.SearchPlan;
import dev.sekisho.imap.search.SearchReturn;
import dev.sekisho.imap.search.SearchReturn.Option;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.CommandWork;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** SEARCH (RFC 9051 6.4.4), with RETURN (RFC 4731) and the saved result (RFC 5182). */
final class SearchCommand implements ImapCommandHandler<MessageCommand.Search> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Search command) {
        boolean modSeq = SearchPlan.asksForModSeq(command.key());
        if (modSeq) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, command.uid() ? "UID SEARCH" : "SEARCH", command.uid(), false);
        Found found = new Found(session, command, modSeq);
        CommandRunner.runSteps(
                session, call, new SearchRun(session, call, command.key(), false, found, CommandWork.once(out -> {
                    found.tell(tag, out);
                    return call.completed();
                })));
    }

    /** What one search has found. */
    private static final class Found implements SearchRun.Finds {
        private final ImapContext session;
        private final MessageCommand.Search command;
        private final boolean tellsModSeq;
        private final NumberRangesBuilder uids = new NumberRangesBuilder();
        private long highest;
        private long ofFirst;
        private long ofLast;

        private Found(ImapContext session, MessageCommand.Search command, boolean tellsModSeq) {
            this.session = session;
            this.command = command;
            this.tellsModSeq = tellsModSeq;
        }

        /** What fails leaves nothing saved, and {@code $} in the search is what was saved before (RFC 5182 2.1). */
        @Override
        public void planned() {
            if (command.result()
                    .filter(result -> result.options().contains(Option.SAVE))
                    .isPresent()) {
                session.session().mailbox().forgetSavedResult();
            }
        }

        @Override
        public boolean addUnread(NumberRanges found) {
            if (!tellsModSeq) {
                found.forEachRange(uids::add);
            }
            return !tellsModSeq;
        }

        @Override
        public boolean add(FetchedMessage message) {
            long modSeq = message.stored().state().modSeq();
            uids.add(message.stored().uid());
            ofFirst = ofFirst == 0 ? modSeq : ofFirst;
            ofLast = modSeq;
            highest = Math.max(highest, modSeq);
            return true;
        }

        private void tell(String tag, ImapResponses out) throws IOException {
            SelectedMailbox mailbox = session.session().mailbox();
            NumberRanges found = uids.build();
            NumberRanges shown = command.uid() ? found : mailbox.view().numbersOf(found);
            Optional<SearchReturn> asked = command.result();
            if (asked.isEmpty() && !session.session().enabled().has(Extension.IMAP4REV2)) {
                out.search(shown, tellsModSeq ? OptionalLong.of(highest) : OptionalLong.empty());
                return;
            }
            Set<Option> options = asked.map(SearchReturn::options).orElse(Set.of(Option.ALL));
            if (options.contains(Option.SAVE)) {
                mailbox.view().saveResult(saved(found, options));
            }
            if (!options.equals(Set.of(Option.SAVE))) {
                out.esearch(tag, command.uid(), result(shown, options));
            }
        }

        /** What is saved (RFC 5182 2.1): where only MIN or MAX are told, these. */
        private static NumberRanges saved(NumberRanges found, Set<Option> options) {
            boolean ends = options.contains(Option.MIN) || options.contains(Option.MAX);
            if (!ends || options.contains(Option.ALL) || options.contains(Option.COUNT) || found.isEmpty()) {
                return found;
            }
            NumberRanges min = options.contains(Option.MIN) ? NumberRanges.of(found.first()) : NumberRanges.NONE;
            NumberRanges max = options.contains(Option.MAX) ? NumberRanges.of(found.last()) : NumberRanges.NONE;
            return min.union(max);
        }

        private ExtendedSearchResult result(NumberRanges shown, Set<Option> options) {
            boolean any = !shown.isEmpty();
            return new ExtendedSearchResult(
                    any && options.contains(Option.MIN) ? OptionalLong.of(shown.first()) : OptionalLong.empty(),
                    any && options.contains(Option.MAX) ? OptionalLong.of(shown.last()) : OptionalLong.empty(),
                    any && options.contains(Option.ALL) ? Optional.of(shown) : Optional.empty(),
                    options.contains(Option.COUNT) ? OptionalLong.of(shown.size()) : OptionalLong.empty(),
                    any && tellsModSeq ? OptionalLong.of(modSeq(options)) : OptionalLong.empty());
        }

        /** The highest MODSEQ of what is told (RFC 7162 3.1.10). */
        private long modSeq(Set<Option> options) {
            boolean min = options.contains(Option.MIN);
            boolean max = options.contains(Option.MAX);
            if (options.contains(Option.ALL) || options.contains(Option.COUNT) || !(min || max)) {
                return highest;
            }
            return Math.max(min ? ofFirst : 0, max ? ofLast : 0);
        }
    }
}
