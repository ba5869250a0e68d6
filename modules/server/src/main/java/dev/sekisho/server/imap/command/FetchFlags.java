// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.server.imap.extension.EnabledExtensions;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.FlagState;
import java.io.IOException;

/** FETCH responses that answer STORE. */
final class FetchFlags {
    private FetchFlags() {}

    /** The flags of a message. @param uid whether its UID is told even to a client that has not asked for MODSEQs */
    static void write(ImapContext session, SelectedMailbox mailbox, FlagState state, boolean uid, ImapResponses out)
            throws IOException {
        long number = mailbox.view().numberOf(state.uid());
        if (number == 0) {
            return;
        }
        EnabledExtensions enabled = session.session().enabled();
        FetchResponse fetch = out.fetch(number);
        boolean condstore = enabled.has(Extension.CONDSTORE);
        if (uid || condstore) {
            fetch.uid(state.uid());
        }
        if (condstore) {
            fetch.modSeq(state.modSeq());
            mailbox.wrote(state.modSeq());
        }
        boolean recent = mailbox.isRecent(state.uid()) && !enabled.has(Extension.IMAP4REV2);
        fetch.flags(mailbox.flags().of(state.flags(), recent)).end();
    }

    /** The MODSEQ of a message alone, with its UID (RFC 7162 3.2.4). */
    static void writeModSeq(SelectedMailbox mailbox, FlagState state, ImapResponses out) throws IOException {
        long number = mailbox.view().numberOf(state.uid());
        if (number == 0) {
            return;
        }
        mailbox.wrote(state.modSeq());
        out.fetch(number).uid(state.uid()).modSeq(state.modSeq()).end();
    }
}
