// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What a session's client believes of the selected mailbox: which message has which number. It changes only by what {@link #apply} and
 * {@link #releaseExpunges} return, which is told to the client at once, so there is no number above EXISTS, and no number changes unless the
 * client was told. Twelve octets for each range of UIDs, whatever the number of messages. One owner, no threads.
 */
public final class MailboxView {
    private NumberRanges uids;
    /** Messages that are gone, and that the client has not been told of: they still have their numbers. */
    private NumberRanges gone = NumberRanges.NONE;

    private NumberRanges savedResult = NumberRanges.NONE;
    private long modSeq;
    /** As {@link #modSeq}, of the last moment in which nothing was held back. */
    private long toldModSeq;

    /**
     * @param uids the messages of the mailbox when it was opened
     * @param modSeq the mailbox's highest MODSEQ at that moment
     */
    public MailboxView(NumberRanges uids, long modSeq) {
        this.uids = uids;
        this.modSeq = modSeq;
        this.toldModSeq = modSeq;
    }

    /** How many messages the client knows: what EXISTS and EXPUNGE have told. */
    public long exists() {
        return uids.size();
    }

    /** The state of the mailbox that the view has come to; changes are asked for since this. Never goes back. */
    public long modSeq() {
        return modSeq;
    }

    /**
     * The state up to which the client has been told of everything: what it may come back with (RFC 7162 3.2, 6). Behind {@link #modSeq} while
     * expunges are held back.
     */
    public long toldModSeq() {
        return toldModSeq;
    }

    /** The UIDs of all messages that the client knows, also of those that are gone and not told yet. */
    public NumberRanges uids() {
        return uids;
    }

    /** True if there are messages that are gone and not told yet. */
    public boolean holdsExpunges() {
        return !gone.isEmpty();
    }

    /** The number of a message; 0 if the client does not know it. */
    public long numberOf(long uid) {
        return uids.contains(uid) ? uids.rankOf(uid) : 0;
    }

    /**
     * The UID of a message.
     *
     * @param number from 1 to {@link #exists}
     * @throws IndexOutOfBoundsException if there is no such number
     */
    public long uidOf(long number) {
        return uids.atRank(number);
    }

    /** The numbers of messages; what the client does not know is left out. */
    public NumberRanges numbersOf(NumberRanges some) {
        return Numbering.numbersOf(uids, some);
    }

    /**
     * The UIDs of the messages that a command names. UIDs that the client does not know are left out (RFC 9051 6.4.9), and
     * {@code n:*} is the last message where n is above it: clients ask so for what is new.
     *
     * @param byUid true if the set names UIDs
     * @return empty if the set names a message number above EXISTS, which is answered with BAD (RFC 9051 9, seq-number)
     */
    public Optional<NumberRanges> select(SequenceSet set, boolean byUid) {
        if (set.savedResult()) {
            return Optional.of(savedResult);
        }
        if (byUid) {
            return Optional.of(set.resolve(uids.last()).intersection(uids));
        }
        if (set.largestNumber() > exists()) {
            return Optional.empty();
        }
        return Optional.of(Numbering.uidsAt(uids, set.resolve(exists())));
    }

    /** Keeps the result of a search for {@code $} (RFC 5182 2.1). */
    public void saveResult(NumberRanges found) {
        savedResult = found.intersection(uids);
    }

    /**
     * Takes what has changed in the mailbox since {@link #modSeq}, and returns what the client is to be told of it now.
     *
     * @param mayExpunge true where the client may be told that messages are gone: not while it has sent FETCH, STORE or SEARCH by message
     *     number, and not while it has sent no command, but in IDLE (RFC 9051 7.5.1, RFC 5465 5.3)
     * @throws IllegalStateException if the changes contradict the view: the session must end, for its client cannot be told the truth
     */
    public ViewUpdate apply(ViewChanges changes, boolean mayExpunge) {
        if (changes.modSeq() < modSeq) {
            throw new IllegalStateException("MODSEQ " + changes.modSeq() + " comes after " + modSeq);
        }
        long last = uids.last();
        NumberRanges arrived = changes.changed().intersection(NumberRanges.range(last + 1, NumberRanges.LARGEST));
        NumberRanges known = changes.changed().minus(arrived);
        if (!known.minus(uids).isEmpty()) {
            throw new IllegalStateException("new messages below UID " + last + ": " + known.minus(uids));
        }
        gone = gone.union(changes.vanished().intersection(uids));
        long left = uids.size() + arrived.size() - gone.size();
        if (left != changes.messages()) {
            throw new IllegalStateException("the view has " + left + " messages, the mailbox " + changes.messages());
        }
        modSeq = changes.modSeq();
        toldModSeq = gone.isEmpty() ? modSeq : toldModSeq;
        Expunges expunges = mayExpunge ? release() : Expunges.NONE;
        uids = uids.union(arrived);
        OptionalLong exists = arrived.isEmpty() ? OptionalLong.empty() : OptionalLong.of(uids.size());
        return new ViewUpdate(expunges.numbers(), expunges.uids(), exists, arrived, known);
    }

    /** The messages that are gone and not told yet: the client is to be told of them now. */
    public ViewUpdate releaseExpunges() {
        Expunges expunges = release();
        return new ViewUpdate(
                expunges.numbers(), expunges.uids(), OptionalLong.empty(), NumberRanges.NONE, NumberRanges.NONE);
    }

    private Expunges release() {
        if (gone.isEmpty()) {
            return Expunges.NONE;
        }
        Expunges expunges = new Expunges(numbersOf(gone), gone);
        uids = uids.minus(gone);
        savedResult = savedResult.minus(gone);
        gone = NumberRanges.NONE;
        toldModSeq = modSeq;
        return expunges;
    }

    /** Messages to be told as gone, by the numbers that they had before any of them went. */
    private record Expunges(NumberRanges numbersBefore, NumberRanges uids) {
        static final Expunges NONE = new Expunges(NumberRanges.NONE, NumberRanges.NONE);

        /** From the last to the first, so that none changes the number of another. */
        long[] numbers() {
            long[] ascending = numbersBefore.stream().toArray();
            return LongStream.range(0, ascending.length)
                    .map(i -> ascending[ascending.length - 1 - (int) i])
                    .toArray();
        }
    }
}
