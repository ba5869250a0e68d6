// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.fetch.FetchPlan;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.fetch.MessageFacts;
import dev.sekisho.server.imap.fetch.UndecodablePart;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.BrokenOutput;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.FailureReplies;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.FlagChange;
import dev.sekisho.store.imap.FlagState;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MessageCursor;
import dev.sekisho.store.imap.MessageFlags;
import dev.sekisho.store.imap.MessageWithBody;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.imap.SystemFlag;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The messages of one FETCH, written some at a time. For one worker at a time. */
final class FetchRows {
    /** Octets that are written before others have their turn and the client has to take them. */
    private static final long TURN = 256 * 1024;
    /** The same of a message of which only what stands in its row is told. */
    private static final long ROW = 200;

    private final ImapContext session;
    private final SelectedMailbox mailbox;
    private final FetchPlan plan;
    private final @Nullable MessageCursor<FlagState> states;
    private final @Nullable MessageCursor<StoredMessage> messages;
    private final long wanted;
    private List<StoredMessage> batch = List.of();
    private int at;
    private boolean marks = true;
    private List<MessageWithBody> loaded = List.of();
    private int loadedAt;
    private Map<Long, FlagState> seen = Map.of();
    private long found;
    private boolean undecodable;

    FetchRows(ImapContext session, FetchPlan plan, NumberRanges uids) {
        this.session = session;
        this.mailbox = session.session().mailbox();
        this.plan = plan;
        this.wanted = uids.size();
        boolean stateOnly = plan.stateOnly();
        var reader = session.mail().store().reader();
        this.states = stateOnly ? reader.flags(mailbox.id(), Uids.ofStore(uids)) : null;
        this.messages = stateOnly ? null : reader.messages(mailbox.id(), Uids.ofStore(uids), plan.needsSummary());
    }

    /** Writes some messages; true if there may be more. */
    boolean write(ImapResponses out) throws IOException {
        if (wanted == 0) {
            return false;
        }
        return states != null ? writeStates(states, out) : writeMessages(out);
    }

    private boolean writeStates(MessageCursor<FlagState> cursor, ImapResponses out) throws IOException {
        List<FlagState> some = cursor.next();
        for (FlagState state : some) {
            write(null, state, out);
        }
        return !some.isEmpty();
    }

    private boolean writeMessages(ImapResponses out) throws IOException {
        long written = 0;
        while (written < TURN) {
            if (at == batch.size() && !readOn()) {
                return false;
            }
            FetchedMessage fetched = next();
            StoredMessage message = fetched.stored();
            FlagState state = seen.isEmpty() ? message.state() : seen.getOrDefault(message.uid(), message.state());
            if (prepare(fetched)) {
                write(fetched, state, out);
            }
            written += cost(message);
        }
        return true;
    }

    /** Octets that are written of a message, or as many as it is worth to read what is written. */
    private long cost(StoredMessage message) {
        if (plan.needsContent()) {
            return Math.min(message.octets(), TURN);
        }
        return plan.setsSeen() || plan.needsSummary() ? Math.min(message.octets(), TURN) / 4 : ROW;
    }

    /** The next message of the batch, with its octets where these are told: those of one turn are read in one question. */
    private FetchedMessage next() {
        ImapStore store = session.mail().store();
        if (!plan.needsContent()) {
            return new FetchedMessage(store, batch.get(at++));
        }
        if (loadedAt == loaded.size()) {
            loaded = store.bodies().first(batch.subList(at, batch.size()), TURN);
            loadedAt = 0;
        }
        at++;
        return new FetchedMessage(store, loaded.get(loadedAt++));
    }

    private boolean readOn() {
        batch = messages == null ? List.of() : messages.next();
        at = 0;
        seen = marks && plan.setsSeen() && !mailbox.isReadOnly() && !batch.isEmpty() ? markIfPossible() : Map.of();
        return !batch.isEmpty();
    }

    /** Who cannot write may still read: while the store cannot be written, messages are told as unseen as they are. */
    private Map<Long, FlagState> markIfPossible() {
        try {
            return markSeen();
        } catch (StoreUnavailableException | StoreFullException e) {
            marks = false;
            FailureReplies.trace(session.listenerName(), session.connection().client(), "marking as seen", e);
            return Map.of();
        }
    }

    /** Marks the messages of a batch as seen, before they are told: what is told is stored. */
    private Map<Long, FlagState> markSeen() {
        NumberRanges unseen = NumberRanges.of(batch.stream()
                .filter(message -> !message.state().flags().has(SystemFlag.SEEN))
                .mapToLong(StoredMessage::uid)
                .toArray());
        Map<Long, FlagState> marked = new HashMap<>();
        if (!unseen.isEmpty()) {
            // A mailbox that is no more refuses; its messages are told as they were.
            var unused = session.mail()
                    .store()
                    .writer()
                    .changeFlags(
                            mailbox.id(),
                            Uids.ofStore(unseen),
                            new FlagChange(FlagChange.How.ADD, MessageFlags.of(SystemFlag.SEEN)),
                            OptionalLong.empty(),
                            (state, before) -> marked.put(state.uid(), state));
        }
        return marked;
    }

    /** False if the message is no more. */
    private boolean prepare(FetchedMessage message) throws IOException {
        try {
            plan.prepare(message);
            return true;
        } catch (UndecodablePart unknown) {
            undecodable = true;
            return false;
        } catch (IOException gone) {
            if (gone.getCause() instanceof StoreException) {
                throw gone;
            }
            return false;
        }
    }

    private void write(@Nullable FetchedMessage message, FlagState state, ImapResponses out) throws IOException {
        long number = mailbox.view().numberOf(state.uid());
        if (number == 0) {
            return;
        }
        found++;
        boolean newlySeen = !seen.isEmpty() && seen.containsKey(state.uid());
        if (plan.tellsFlags() || newlySeen) {
            mailbox.announce(state, out);
        }
        boolean recent =
                mailbox.isRecent(state.uid()) && !session.session().enabled().has(Extension.IMAP4REV2);
        MessageFacts facts = new MessageFacts(number, state, mailbox.flags().of(state.flags(), recent));
        try {
            FetchResponse response = out.fetch(number);
            if (message == null) {
                plan.writeState(facts, response);
            } else {
                plan.write(message, facts, newlySeen ? this::writeSeen : FetchPlan.Addition.NONE, response);
            }
            response.end();
            mailbox.wrote(plan.tellsModSeq() ? state.modSeq() : 0);
        } catch (IOException | RuntimeException e) {
            throw new BrokenOutput(e);
        }
    }

    /** Adds what is told of a message that the command has marked as seen (RFC 9051 6.4.5, RFC 7162 3.2.4), where it was not asked for. */
    private void writeSeen(MessageFacts facts, FetchResponse response) throws IOException {
        FlagState state = facts.state();
        if (session.session().enabled().has(Extension.CONDSTORE)) {
            if (!plan.tellsUid()) {
                response.uid(state.uid());
            }
            if (!plan.tellsModSeq()) {
                response.modSeq(state.modSeq());
            }
            mailbox.wrote(state.modSeq());
        }
        if (!plan.tellsFlags()) {
            response.flags(facts.flags());
        }
        mailbox.told(state);
    }

    /** How the command ends. */
    Completion completion(CommandCall call) {
        if (undecodable) {
            return Completion.no(ResponseCode.UNKNOWN_CTE, "The transfer encoding of a part is not known");
        }
        return found < wanted
                ? Completion.ok(MessageNumbers.EXPUNGE_ISSUED, "Some of these messages are no more")
                : call.completed();
    }
}
