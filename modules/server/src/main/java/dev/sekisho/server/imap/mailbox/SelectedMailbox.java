// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.imap.view.MailboxView;
import dev.sekisho.imap.view.ViewChanges;
import dev.sekisho.imap.view.ViewUpdate;
import dev.sekisho.server.imap.extension.EnabledExtensions;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.store.imap.FlagState;
import dev.sekisho.store.imap.MailboxDelta;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxReader;
import dev.sekisho.store.imap.MessageCursor;
import dev.sekisho.store.imap.OpenMailbox;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mailbox that a session has selected, as its client knows it. Used by one worker at a time, while the session waits for it; the store
 * tells of changes by a {@link ChangeSignal}.
 */
public final class SelectedMailbox implements AutoCloseable {
    /** How often a mailbox is opened anew that changes too fast to be opened. */
    private static final int ATTEMPTS = 5;
    /** So many messages whose flags were told with an answer are remembered, so that they are not told again. */
    private static final int REMEMBERED = 10_000;

    private final MailboxReader reader;
    private final OpenMailbox opened;
    private final boolean readOnly;
    private final ChangeSignal signal;
    private final Subscription subscription;
    private final MailboxView view;
    private final FlagList flags;
    private final RecentMessages recent;
    private final Map<Long, Long> toldModSeqs = new HashMap<>();
    private final Set<Long> toldWholly = new HashSet<>();
    private final Set<Long> owed = new HashSet<>();
    private long writtenModSeq;
    private boolean behind;

    private SelectedMailbox(
            MailboxReader reader,
            OpenMailbox opened,
            boolean readOnly,
            ChangeSignal signal,
            Subscription subscription,
            NumberRanges uids) {
        this.reader = reader;
        this.opened = opened;
        this.readOnly = readOnly;
        this.signal = signal;
        this.subscription = subscription;
        this.view = new MailboxView(uids, opened.highestModSeq());
        this.flags = new FlagList(opened.keywords());
        this.recent = new RecentMessages(reader, opened, !readOnly);
    }

    /**
     * Opens a mailbox. Blocks.
     *
     * @param readOnly true for EXAMINE
     * @param wake called, by any thread, whenever there is news
     * @return empty if the mailbox is no more
     */
    public static Optional<SelectedMailbox> open(MailAccess mail, MailboxEntry entry, boolean readOnly, Runnable wake) {
        ChangeSignal signal = new ChangeSignal(wake);
        Subscription subscription = mail.store().changes().subscribe(entry.id(), signal);
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                Optional<OpenMailbox> opened = mail.store().reader().open(entry.id(), !readOnly);
                Optional<UidSet> uids = opened.flatMap(mail.store().reader()::uids);
                if (uids.isPresent()) {
                    Subscription kept = subscription;
                    subscription = null;
                    return Optional.of(new SelectedMailbox(
                            mail.store().reader(),
                            opened.orElseThrow(),
                            readOnly,
                            signal,
                            kept,
                            Uids.ofCommands(uids.get())));
                }
                if (opened.isEmpty()) {
                    return Optional.empty();
                }
            }
            throw new IllegalStateException("mailbox " + entry.id() + " could not be opened " + ATTEMPTS + " times");
        } finally {
            if (subscription != null) {
                subscription.close();
            }
        }
    }

    /** The mailbox, whatever it is called by now. */
    public MailboxId id() {
        return opened.id();
    }

    /** As it was when it was opened. */
    public OpenMailbox opened() {
        return opened;
    }

    /** True if EXAMINE has opened it. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** The UIDs of the messages that the client knows of. */
    public NumberRanges uids() {
        return view.uids();
    }

    /** The numbers of messages, by which the client knows them. */
    public MailboxView view() {
        return view;
    }

    /** The flags that messages may have here. */
    public FlagList flags() {
        return flags;
    }

    /** The UIDs of the messages that are meant; empty if a number is beyond the messages there are. */
    public Optional<NumberRanges> resolve(SequenceSet messages, boolean uid) {
        return view.select(messages, uid);
    }

    /** Whether a message is recent to this session (RFC 3501 2.3.2). */
    public boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    /** The client is told of a message's flags by the answer to its command, so that they are no news. */
    public void told(FlagState state) {
        if (toldModSeqs.size() < REMEMBERED) {
            toldModSeqs.put(state.uid(), state.modSeq());
        }
    }

    /** The client is told of the flags of all messages that one change of its own has given this modification sequence. */
    public void toldAll(long modSeq) {
        if (toldWholly.size() < REMEMBERED && owed.size() < REMEMBERED) {
            toldWholly.add(modSeq);
        }
    }

    /** Whether the client was told of what had changed of a message up to a modification sequence. */
    public boolean hasTold(long uid, long modSeq) {
        boolean told =
                modSeq <= view.modSeq() || toldWholly.contains(modSeq) || toldModSeqs.getOrDefault(uid, 0L) >= modSeq;
        return told && !owed.contains(uid);
    }

    /**
     * The client has changed a message without an answer, but was not told of what others had changed before, so that it does not know the message's
     * flags (RFC 9051 6.4.6).
     */
    public void owes(FlagState state) {
        if (owed.size() < REMEMBERED) {
            owed.add(state.uid());
        } else {
            toldWholly.remove(state.modSeq());
        }
    }

    /** The client asks for modification sequences from now on: the next answer has the mailbox's (RFC 7162 3.1). */
    public void tellModSeq() {
        behind = true;
    }

    /**
     * The client is told of a modification sequence. Where that is ahead of the view, all that has changed before it is told with the same command:
     * a client that comes back asks for what is newer (RFC 7162 3.2, 6).
     */
    public void wrote(long modSeq) {
        writtenModSeq = Math.max(writtenModSeq, modSeq);
    }

    /**
     * Tells what has changed: expunges where they may be told, new messages, flags. Blocks.
     *
     * @param wanted what the client wants to hear of
     * @param expunges whether expunges may be told now
     * @param asks whether the store is asked though nothing was heard
     * @return the messages that have come
     * @throws MailboxGone if the mailbox is no more
     */
    public NumberRanges tell(
            ImapResponses out, EnabledExtensions enabled, SelectedEvents wanted, boolean expunges, boolean asks)
            throws IOException, MailboxGone {
        if (signal.isRemoved()) {
            throw MailboxGone.deleted();
        }
        NumberRanges arrived = NumberRanges.NONE;
        if (!wanted.messages()) {
            // The client keeps the view that it has.
            return arrived;
        }
        if (asks || Math.max(signal.heard(), writtenModSeq) > view.modSeq()) {
            MailboxDelta delta = reader.changesSince(opened.id(), view.modSeq()).orElseThrow(MailboxGone::deleted);
            ViewUpdate update = apply(delta, expunges);
            arrived = update.arrived();
            tellNumbers(update, out, enabled);
            if (wanted.flags()) {
                tellFlags(delta, update.changed(), out, enabled);
            }
        } else if (expunges && view.holdsExpunges()) {
            tellNumbers(view.releaseExpunges(), out, enabled);
        }
        toldModSeqs.clear();
        toldWholly.clear();
        owed.clear();
        if (enabled.has(Extension.CONDSTORE)) {
            tellHowFar(out);
        }
        return arrived;
    }

    /** While expunges are held back, a client must not think that it knows of everything up to the MODSEQs it sees (RFC 7162 6). */
    private void tellHowFar(ImapResponses out) throws IOException {
        boolean holds = view.holdsExpunges();
        if (holds || behind) {
            out.untagged(
                    ReplyStatus.OK,
                    Optional.of(ResponseCode.highestModSeq(view.toldModSeq())),
                    holds ? "Expunges are yet to be told" : "Highest");
        }
        behind = holds;
    }

    private ViewUpdate apply(MailboxDelta delta, boolean expunges) throws MailboxGone {
        ViewChanges changes = new ViewChanges(
                Uids.ofCommands(delta.changed()),
                Uids.ofCommands(delta.vanished()),
                delta.messages(),
                delta.highestModSeq());
        try {
            return view.apply(changes, expunges);
        } catch (IllegalStateException contradiction) {
            throw MailboxGone.lost(contradiction);
        }
    }

    private void tellNumbers(ViewUpdate update, ImapResponses out, EnabledExtensions enabled) throws IOException {
        if (enabled.has(Extension.QRESYNC)) {
            out.vanished(update.vanished(), false);
        } else {
            for (long number : update.expunged()) {
                out.expunge(number);
            }
        }
        if (update.exists().isPresent()) {
            out.exists(update.exists().getAsLong());
            if (!enabled.has(Extension.IMAP4REV2)) {
                recent.arrived(update.arrived());
                out.recent(recent());
            }
        }
    }

    /** How many messages are recent to this session. */
    public long recent() {
        return recent.among(view.uids());
    }

    /** Tells of the flags of messages that the client knew before. */
    private void tellFlags(MailboxDelta delta, NumberRanges changed, ImapResponses out, EnabledExtensions enabled)
            throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        if (delta.flags().isPresent()) {
            for (FlagState state : delta.flags().get()) {
                tellFlags(state, changed, out, enabled);
            }
            return;
        }
        MessageCursor<FlagState> cursor = reader.flags(opened.id(), Uids.ofStore(changed));
        for (List<FlagState> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
            for (FlagState state : some) {
                tellFlags(state, changed, out, enabled);
            }
        }
    }

    private void tellFlags(FlagState state, NumberRanges changed, ImapResponses out, EnabledExtensions enabled)
            throws IOException {
        Long told = toldModSeqs.get(state.uid());
        boolean news = !toldWholly.contains(state.modSeq()) && (told == null || told < state.modSeq());
        if ((news || owed.contains(state.uid())) && changed.contains(state.uid())) {
            writeFlags(state, out, enabled);
        }
    }

    /** Writes a FETCH response with the flags of a message that the client knows of, and its MODSEQ where that is enabled. */
    public void writeFlags(FlagState state, ImapResponses out, EnabledExtensions enabled) throws IOException {
        long number = view.numberOf(state.uid());
        if (number == 0) {
            return;
        }
        announce(state, out);
        FetchResponse fetch = out.fetch(number);
        if (enabled.has(Extension.CONDSTORE)) {
            fetch.uid(state.uid()).modSeq(state.modSeq());
            wrote(state.modSeq());
        }
        fetch.flags(flags.of(state.flags(), isRecent(state.uid()) && !enabled.has(Extension.IMAP4REV2)))
                .end();
    }

    /** Tells of keywords that the client was not told of yet, before a message has them (RFC 9051 7.3.5). */
    public void announce(FlagState state, ImapResponses out) throws IOException {
        if (flags.learn(state.flags())) {
            flags.write(out, readOnly);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
