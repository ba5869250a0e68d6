// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.fetch.FetchPlan;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.CommandWork;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxDelta;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** FETCH (RFC 9051 6.4.5), with CHANGEDSINCE and VANISHED (RFC 7162 3.1.4.1, 3.2.6). */
final class FetchCommand implements ImapCommandHandler<MessageCommand.Fetch> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Fetch command) {
        if (command.modifiers().vanished() && !session.session().enabled().has(Extension.QRESYNC)) {
            session.replies().complete(tag, Completion.bad("VANISHED is for clients that have enabled QRESYNC"));
            return;
        }
        boolean modSeq = command.modifiers().changedSince().isPresent()
                || command.items().contains(FetchAttribute.MODSEQ);
        if (modSeq) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, command.uid() ? "UID FETCH" : "FETCH", command.uid(), false);
        CommandRunner.runSteps(session, call, new Work(session, call, command));
    }

    /** One FETCH: first which messages, then some at a time. */
    private static final class Work implements CommandWork {
        private final ImapContext session;
        private final CommandCall call;
        private final MessageCommand.Fetch command;
        private final FetchPlan plan;
        private @Nullable FetchRows rows;

        private Work(ImapContext session, CommandCall call, MessageCommand.Fetch command) {
            this.session = session;
            this.call = call;
            this.command = command;
            this.plan = new FetchPlan(
                    command.items(),
                    command.uid(),
                    command.modifiers().changedSince().isPresent());
        }

        @Override
        public Optional<Completion> step(ImapResponses out) throws IOException {
            FetchRows current = rows;
            if (current == null) {
                SelectedMailbox mailbox = session.session().mailbox();
                Optional<NumberRanges> uids = mailbox.resolve(command.messages(), command.uid());
                if (uids.isEmpty()) {
                    return Optional.of(MessageNumbers.BEYOND);
                }
                current = new FetchRows(session, plan, changed(mailbox, uids.get(), out));
                rows = current;
            }
            boolean more = current.write(out);
            return more ? Optional.empty() : Optional.of(current.completion(call));
        }

        /** Those of the messages that have changed, where only these are asked for; tells which are gone. */
        private NumberRanges changed(SelectedMailbox mailbox, NumberRanges uids, ImapResponses out) throws IOException {
            if (command.modifiers().changedSince().isEmpty()) {
                return uids;
            }
            Optional<MailboxDelta> delta = session.mail()
                    .store()
                    .reader()
                    .changesSince(
                            mailbox.id(), command.modifiers().changedSince().getAsLong());
            if (delta.isEmpty()) {
                return NumberRanges.NONE;
            }
            if (command.modifiers().vanished()) {
                NumberRanges asked =
                        asked(command.messages(), mailbox, delta.get().uidNext());
                out.vanished(Resynchronisation.vanished(delta.get(), mailbox, Optional.of(asked)), true);
            }
            return uids.intersection(Uids.ofCommands(delta.get().changed()));
        }

        /** All UIDs that were named, whether there are messages or not. */
        private static NumberRanges asked(SequenceSet messages, SelectedMailbox mailbox, long uidNext) {
            return messages.savedResult()
                    ? mailbox.resolve(messages, true).orElse(NumberRanges.NONE)
                    : messages.resolve(Math.max(1, uidNext - 1));
        }
    }
}
