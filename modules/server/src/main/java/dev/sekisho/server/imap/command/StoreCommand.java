// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.StoreMode;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.FlagNames;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.FlagChange;
import dev.sekisho.store.imap.FlagResult;
import dev.sekisho.store.imap.FlagState;
import dev.sekisho.store.imap.MessageCursor;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.imap.WriteResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** STORE (RFC 9051 6.4.6), with UNCHANGEDSINCE (RFC 7162 3.1.3). */
final class StoreCommand implements ImapCommandHandler<MessageCommand.Store> {
    @Override
    public void carryOut(ImapContext session, String tag, MessageCommand.Store command) {
        if (command.unchangedSince().isPresent()) {
            session.session().enable(Extension.CONDSTORE);
        }
        CommandCall call = new CommandCall(tag, command.uid() ? "UID STORE" : "STORE", command.uid(), false);
        CommandRunner.run(session, call, out -> store(session, call, command, out));
    }

    private static Completion store(
            ImapContext session, CommandCall call, MessageCommand.Store command, ImapResponses out) throws IOException {
        SelectedMailbox mailbox = session.session().mailbox();
        Optional<NumberRanges> uids = mailbox.resolve(command.messages(), command.uid());
        if (uids.isEmpty()) {
            return MessageNumbers.BEYOND;
        }
        if (mailbox.isReadOnly()) {
            return Refusals.READ_ONLY;
        }
        if (uids.get().isEmpty()) {
            return call.completed();
        }
        ChangedFlags changed = new ChangedFlags(session, mailbox, command, out);
        WriteResult<FlagResult> result = session.mail()
                .store()
                .writer()
                .changeFlags(
                        mailbox.id(),
                        Uids.ofStore(uids.get()),
                        new FlagChange(how(command.mode()), FlagNames.ofStore(command.flags())),
                        command.unchangedSince(),
                        changed::tell);
        Optional<FlagResult> done = result.fold(Optional::of, refusal -> Optional.empty());
        if (done.isPresent()) {
            changed.tellOthers(uids.get(), done.get());
        }
        return result.fold(stored -> stored(mailbox, call, command, stored), Refusals::of);
    }

    private static FlagChange.How how(StoreMode mode) {
        return switch (mode) {
            case REPLACE -> FlagChange.How.REPLACE;
            case ADD -> FlagChange.How.ADD;
            case REMOVE -> FlagChange.How.REMOVE;
        };
    }

    private static Completion stored(
            SelectedMailbox mailbox, CommandCall call, MessageCommand.Store command, FlagResult result) {
        NumberRanges modified = Uids.ofCommands(result.unchanged());
        if (!modified.isEmpty()) {
            NumberRanges named = command.uid() ? modified : mailbox.view().numbersOf(modified);
            return Completion.ok(
                    ResponseCode.modified(named), "Some messages have changed since, and were left as they are");
        }
        if (!result.gone().isEmpty()) {
            return Completion.ok(MessageNumbers.EXPUNGE_ISSUED, "Some of these messages are no more");
        }
        return call.completed();
    }

    /** Tells of the flags of the messages that the command names. */
    private static final class ChangedFlags {
        private final ImapContext session;
        private final SelectedMailbox mailbox;
        private final MessageCommand.Store command;
        private final ImapResponses out;
        private final NumberRangesBuilder told = new NumberRangesBuilder();

        private ChangedFlags(
                ImapContext session, SelectedMailbox mailbox, MessageCommand.Store command, ImapResponses out) {
            this.session = session;
            this.mailbox = mailbox;
            this.command = command;
            this.out = out;
        }

        /** Of a message that has changed: even where the client wants silence, its MODSEQ if the change had a condition (RFC 7162 3.1.3). */
        private void tell(FlagState state, long before) {
            told.add(state.uid());
            boolean owes = command.silent() && !mailbox.hasTold(state.uid(), before);
            mailbox.toldAll(state.modSeq());
            if (owes) {
                mailbox.owes(state);
            }
            try {
                if (!command.silent()) {
                    write(state);
                } else if (session.session().enabled().has(Extension.CONDSTORE)) {
                    writeModSeq(state);
                } else {
                    mailbox.announce(state, out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Of the messages that had these flags already, and of those that were left as they are because they have changed since. Where there was a
         * condition, even if the client wants silence (RFC 7162 3.1.3, example 10).
         */
        private void tellOthers(NumberRanges uids, FlagResult result) throws IOException {
            if (command.silent() && command.unchangedSince().isEmpty()) {
                return;
            }
            UidSet others = Uids.ofStore(uids.minus(told.build())).minus(result.gone());
            if (others.isEmpty()) {
                return;
            }
            MessageCursor<FlagState> cursor = session.mail().store().reader().flags(mailbox.id(), others);
            for (List<FlagState> some = cursor.next(); !some.isEmpty(); some = cursor.next()) {
                for (FlagState state : some) {
                    if (command.silent() && !result.unchanged().contains(state.uid())) {
                        writeModSeq(state);
                    } else {
                        write(state);
                    }
                }
            }
        }

        private void write(FlagState state) throws IOException {
            mailbox.announce(state, out);
            FetchFlags.write(session, mailbox, state, command.uid(), out);
        }

        private void writeModSeq(FlagState state) throws IOException {
            mailbox.announce(state, out);
            FetchFlags.writeModSeq(mailbox, state, out);
        }
    }
}
