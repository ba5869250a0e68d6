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
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox that a session has selected, as its client knows it. Used by one worker at a time, while the session waits for it; the store
 * tells of changes by a {@link ChangeSignal}.
 */
public final class SelectedMailbox implements AutoCloseable {

    private final MailboxReader reader;
    private final OpenMailbox opened;
    private final boolean readOnly;
    private final ChangeSignal signal;
    private final Subscription subscription;
    /** Made when it is asked for: of a large mailbox it takes a while, and many clients never ask. */
    private @Nullable MailboxView view;

    private final FlagList flags;
    private final RecentMessages recent;
    private final ToldFlags told = new ToldFlags();
    private long writtenModSeq;
    private boolean behind;

    private SelectedMailbox(
            MailboxReader reader,
            OpenMailbox opened,
            boolean readOnly,
            ChangeSignal signal,
            Subscription subscription) {
        this.reader = reader;
        this.opened = opened;
        this.readOnly = readOnly;
        this.signal = signal;
        this.subscription = subscription;
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
            Optional<OpenMailbox> opened = mail.store().reader().open(entry.id(), !readOnly);
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            Subscription kept = subscription;
            subscription = null;
            return Optional.of(new SelectedMailbox(mail.store().reader(), opened.get(), readOnly, signal, kept));
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
        return view().uids();
    }

    /** How many messages the client knows of. */
    public long exists() {
        MailboxView known = view;
        return known == null ? opened.messages() : known.exists();
    }

    /** The state that the client knows. */
    private long modSeq() {
        MailboxView known = view;
        return known == null ? opened.highestModSeq() : known.modSeq();
    }

    /**
     * The numbers of messages, by which the client knows them. Blocks when it is first asked for.
     *
     * @throws IllegalStateException whose cause is a {@link MailboxGone} if it is no longer known which messages there were
     */
    public MailboxView view() {
        MailboxView known = view;
        if (known == null) {
            NumberRanges uids =
                    reader.uids(opened).map(Uids::ofCommands).orElseThrow(() -> lost("it was opened long ago"));
            if (uids.size() != opened.messages()) {
                throw lost(uids.size() + " messages are found, and " + opened.messages() + " were told");
            }
            known = new MailboxView(uids, opened.highestModSeq());
            view = known;
        }
        return known;
    }

    /** True if there are messages that are gone and that the client was not told of. Does not block. */
    public boolean holdsExpunges() {
        MailboxView known = view;
        return known != null && known.holdsExpunges();
    }

    /** The result that a search has saved is nothing from now on. Does not block. */
    public void forgetSavedResult() {
        MailboxView known = view;
        if (known != null) {
            known.saveResult(NumberRanges.NONE);
        }
    }

    private static IllegalStateException lost(String why) {
        return new IllegalStateException(MailboxGone.lost(new IllegalStateException(why)));
    }

    /** The flags that messages may have here. */
    public FlagList flags() {
        return flags;
    }

    /** The UIDs of the messages that are meant; empty if a number is beyond the messages there are. */
    public Optional<NumberRanges> resolve(SequenceSet messages, boolean uid) {
        return view().select(messages, uid);
    }

    /** Whether a message is recent to this session (RFC 3501 2.3.2). */
    public boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    /**
     * Whether the client was told of all that had changed of a message up to a modification sequence. If not, it does not know the message's flags by
     * a change of its own that it had no answer to (RFC 9051 6.4.6).
     */
    public boolean hasTold(long uid, long modSeq) {
        return modSeq <= modSeq() || told.has(uid, modSeq);
    }

    /** The client is told of a message's flags by the answer to its command, or knows them by its own change, so that they are no news. */
    public void told(FlagState state) {
        told.add(state.uid(), state.modSeq());
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
        if (asks || Math.max(signal.heard(), writtenModSeq) > modSeq()) {
            MailboxDelta delta = reader.changesSince(opened.id(), modSeq()).orElseThrow(MailboxGone::deleted);
            ViewUpdate update = apply(delta, expunges);
            arrived = update.arrived();
            tellNumbers(update, out, enabled);
            if (wanted.flags()) {
                tellFlagsOrLose(delta, update.changed(), out, enabled);
            }
        } else if (expunges && holdsExpunges()) {
            tellNumbers(view().releaseExpunges(), out, enabled);
        }
        told.clear();
        if (enabled.has(Extension.CONDSTORE)) {
            tellHowFar(out);
        }
        return arrived;
    }

    /** While expunges are held back, a client must not think that it knows of everything up to the MODSEQs it sees (RFC 7162 6). */
    private void tellHowFar(ImapResponses out) throws IOException {
        boolean holds = holdsExpunges();
        if (holds || behind) {
            out.untagged(
                    ReplyStatus.OK,
                    Optional.of(ResponseCode.highestModSeq(view().toldModSeq())),
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
            return view().apply(changes, expunges);
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
        if (recent.isEmpty()) {
            return 0;
        }
        return view == null ? recent.atOpening() : recent.among(uids());
    }

    /** As {@link #tellFlags}. The view is ahead of the client already, so that a failure of the store ends the session. */
    private void tellFlagsOrLose(MailboxDelta delta, NumberRanges changed, ImapResponses out, EnabledExtensions enabled)
            throws IOException, MailboxGone {
        try {
            tellFlags(delta, changed, out, enabled);
        } catch (StoreException e) {
            throw MailboxGone.lost(e);
        }
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
        if (!told.has(state.uid(), state.modSeq()) && changed.contains(state.uid())) {
            writeFlags(state, out, enabled);
        }
    }

    /** Writes a FETCH response with the flags of a message that the client knows of, and its MODSEQ where that is enabled. */
    public void writeFlags(FlagState state, ImapResponses out, EnabledExtensions enabled) throws IOException {
        long number = view().numberOf(state.uid());
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
