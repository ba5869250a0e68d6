// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.transport.EndReason;
import io.netty.buffer.ByteBuf;

/** Tells a client what is new in its mailbox while it waits for that. Confined to a connection. */
public final class NewsTeller {
    private final ImapContext session;
    private boolean asks;

    /**
     * @param asks whether the store is asked at first, whatever was heard of it
     */
    public NewsTeller(ImapContext session, boolean asks) {
        this.session = session;
        this.asks = asks;
    }

    /** Looks, on a worker, and tells what is new; then the next look may come. */
    public void tell() {
        session.connection().offload(this::look, this::looked, this::failed);
    }

    private ByteBuf look() throws Exception {
        ResponseOutput output = new ResponseOutput(session.connection());
        ImapResponses responses = new ImapResponses(output);
        if (session.session().enabled().utf8()) {
            responses.enableUtf8();
        }
        SelectedMailbox selected = session.session().selected();
        if (selected != null) {
            selected.tell(responses, session.session().enabled(), true, asks);
            asks = false;
        }
        responses.flush();
        return output.take();
    }

    private void looked(ByteBuf octets) {
        session.replies().write(octets);
        session.news().resume();
    }

    private void failed(Throwable failure) {
        if (failure instanceof MailboxGone gone) {
            FailureReplies.lost(session.listenerName(), session.connection().client(), gone);
            session.replies().bye(String.valueOf(gone.getMessage()), EndReason.FINISHED);
        } else if (failure instanceof BrokenOutput) {
            session.connection().close(EndReason.FAULT);
        } else {
            // What was not told now is told with the next command.
            FailureReplies.trace(session.listenerName(), session.connection().client(), "IDLE", failure);
            session.news().resume();
        }
    }
}
