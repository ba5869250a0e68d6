// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.QresyncParameters;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.view.Resynchronization;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.FlagState;
import dev.sekisho.store.imap.MailboxDelta;
import dev.sekisho.store.imap.MailboxReader;
import dev.sekisho.store.imap.MessageCursor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a client has missed that comes back to a mailbox (RFC 7162 3.2.5). For one worker. */
final class Resynchronisation {
    private final ImapContext session;
    private final SelectedMailbox selected;

    Resynchronisation(ImapContext session, SelectedMailbox selected) {
        this.session = session;
        this.selected = selected;
    }

    /** Tells which of the messages that the client knows are gone, and the flags of those that have changed. */
    void tell(QresyncParameters known, ImapResponses out) throws IOException {
        if (known.uidValidity() != selected.opened().uidValidity()) {
            return;
        }
        Optional<MailboxDelta> delta = session.mail().store().reader().changesSince(selected.id(), known.modSeq());
        if (delta.isEmpty()) {
            return;
        }
        out.vanished(beyondMatch(known, vanished(delta.get(), selected, known.knownUids())), true);
        NumberRanges there =
                known.knownUids().map(selected.uids()::intersection).orElse(selected.uids());
        tellFlags(delta.get(), Uids.ofCommands(delta.get().changed()).intersection(there), out);
    }

    /** Without those up to the last pair of a number and a UID that still belong together: the client knows of these (RFC 7162 3.2.5.2). */
    private NumberRanges beyondMatch(QresyncParameters known, NumberRanges vanished) {
        long upTo = known.match()
                .map(match -> Resynchronization.unchangedUpTo(selected.uids(), match.numbers(), match.uids()))
                .orElse(0L);
        return upTo == 0 ? vanished : vanished.minus(NumberRanges.range(1, upTo));
    }

    /** Messages that are gone and that the session's view does not have: those in it are told when they leave it. */
    static NumberRanges vanished(MailboxDelta delta, SelectedMailbox selected, Optional<NumberRanges> asked) {
        return Resynchronization.vanished(
                selected.uids(), delta.uidNext(), Optional.of(Uids.ofCommands(delta.vanished())), asked);
    }

    private void tellFlags(MailboxDelta delta, NumberRanges changed, ImapResponses out) throws IOException {
        if (delta.flags().isPresent()) {
            tellFlags(delta.flags().get(), changed, out);
            return;
        }
        MailboxReader reader = session.mail().store().reader();
        MessageCursor<FlagState> cursor = reader.flags(selected.id(), Uids.ofStore(changed));
        for (List<FlagState> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
            tellFlags(some, changed, out);
        }
    }

    private void tellFlags(List<FlagState> states, NumberRanges changed, ImapResponses out) throws IOException {
        for (FlagState state : states) {
            if (changed.contains(state.uid())) {
                selected.writeFlags(state, out, session.session().enabled());
            }
        }
    }
}
