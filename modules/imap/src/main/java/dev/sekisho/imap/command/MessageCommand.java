// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.fetch.FetchModifiers;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchReturn;
import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.thread.ThreadAlgorithm;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The commands on messages of the selected mailbox (RFC 9051 6.4). Where {@code uid} is true, the messages are named by UID, and answers name UIDs. */
public sealed interface MessageCommand extends ImapCommand {
    /** CHECK (RFC 3501 6.4.1). */
    record Check() implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.check(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.CHECK;
        }
    }

    /** CLOSE (RFC 9051 6.4.1). */
    record Close() implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.close(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.CLOSE;
        }
    }

    /** UNSELECT (RFC 9051 6.4.2). */
    record Unselect() implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.unselect(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.UNSELECT;
        }
    }

    /**
     * EXPUNGE and UID EXPUNGE (RFC 9051 6.4.3, 6.4.9).
     *
     * @param uids only messages of these UIDs; empty for all
     */
    record Expunge(Optional<SequenceSet> uids) implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.expunge(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.EXPUNGE;
        }
    }

    /**
     * SEARCH (RFC 9051 6.4.4). Texts are decoded already.
     *
     * @param key which messages
     * @param result what is asked for by RETURN (RFC 4731, RFC 5182); empty if RETURN was not used
     * @param uid true for UID SEARCH
     */
    record Search(SearchKey key, Optional<SearchReturn> result, boolean uid) implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.search(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.SEARCH;
        }
    }

    /**
     * SORT (RFC 5256 3).
     *
     * @param criteria at least one, the first counts most
     * @param key which messages
     * @param uid true for UID SORT
     */
    record Sort(List<SortCriterion> criteria, SearchKey key, boolean uid) implements MessageCommand {
        public Sort {
            criteria = List.copyOf(criteria);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.sort(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.SORT;
        }
    }

    /**
     * THREAD (RFC 5256 3).
     *
     * @param algorithm how
     * @param key which messages
     * @param uid true for UID THREAD
     */
    record Thread(ThreadAlgorithm algorithm, SearchKey key, boolean uid) implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.thread(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.THREAD;
        }
    }

    /**
     * FETCH (RFC 9051 6.4.5). Macros are expanded already.
     *
     * @param messages which
     * @param items what of them, in the order of the command, each once
     * @param modifiers CHANGEDSINCE and VANISHED
     * @param uid true for UID FETCH: UID is told whether asked for or not
     */
    record Fetch(SequenceSet messages, List<FetchItem> items, FetchModifiers modifiers, boolean uid)
            implements MessageCommand {
        public Fetch {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.fetch(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.FETCH;
        }
    }

    /**
     * STORE (RFC 9051 6.4.6).
     *
     * @param messages which
     * @param mode what is done with the flags
     * @param silent true for .SILENT: the new flags are not told
     * @param flags the flags
     * @param unchangedSince only messages whose MODSEQ is at most this (RFC 7162 3.1.3); empty for all
     * @param uid true for UID STORE
     */
    record Store(
            SequenceSet messages,
            StoreMode mode,
            boolean silent,
            Set<Flag> flags,
            OptionalLong unchangedSince,
            boolean uid)
            implements MessageCommand {
        public Store {
            flags = OrderedCopies.ordered(flags);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.store(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.STORE;
        }
    }

    /**
     * COPY (RFC 9051 6.4.7).
     *
     * @param messages which
     * @param mailbox where to
     * @param uid true for UID COPY
     */
    record Copy(SequenceSet messages, MailboxName mailbox, boolean uid) implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.copy(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.COPY;
        }
    }

    /**
     * MOVE (RFC 9051 6.4.8).
     *
     * @param messages which
     * @param mailbox where to
     * @param uid true for UID MOVE
     */
    record Move(SequenceSet messages, MailboxName mailbox, boolean uid) implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.move(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.MOVE;
        }
    }

    /**
     * REPLACE (RFC 8508 3.3).
     *
     * @param message the one message that is replaced: a number or {@code *}
     * @param mailbox where the new one goes
     * @param replacement the new one
     * @param uid true for UID REPLACE
     */
    record Replace(SequenceSet message, MailboxName mailbox, AppendMessage replacement, boolean uid)
            implements MessageCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.replace(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.REPLACE;
        }

        @Override
        public Optional<MailboxName> destination() {
            return Optional.of(mailbox);
        }

        @Override
        public List<AppendMessage> incoming() {
            return List.of(replacement);
        }
    }
}
