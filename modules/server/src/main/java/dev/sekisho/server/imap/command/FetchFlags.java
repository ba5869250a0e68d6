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

    /** The flags of a message. @param uid whether its UID is told */
    static void write(ImapContext session, SelectedMailbox mailbox, FlagState state, boolean uid, ImapResponses out)
            throws IOException {
        long number = mailbox.view().numberOf(state.uid());
        if (number == 0) {
            return;
        }
        EnabledExtensions enabled = session.session().enabled();
        FetchResponse fetch = out.fetch(number);
        if (uid) {
            fetch.uid(state.uid());
        }
        if (enabled.has(Extension.CONDSTORE)) {
            fetch.modSeq(state.modSeq());
        }
        boolean recent = mailbox.isRecent(state.uid()) && !enabled.has(Extension.IMAP4REV2);
        fetch.flags(mailbox.flags().of(state.flags(), recent)).end();
    }

    /** The MODSEQ of a message alone. */
    static void writeModSeq(SelectedMailbox mailbox, FlagState state, boolean uid, ImapResponses out)
            throws IOException {
        long number = mailbox.view().numberOf(state.uid());
        if (number == 0) {
            return;
        }
        FetchResponse fetch = out.fetch(number);
        if (uid) {
            fetch.uid(state.uid());
        }
        fetch.modSeq(state.modSeq()).end();
    }
}
