// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.server.transport.EndReason;
import io.netty.buffer.ByteBuf;

/** Tells a client what is new while it waits for that: in IDLE, or between commands after NOTIFY. Confined to a connection. */
public final class NewsTeller {
    private final ImapContext session;
    private final boolean idle;
    private boolean asks;

    /**
     * @param idle true in IDLE, which is a command: the store is asked at first, whatever was heard of it, and expunges are told
     */
    public NewsTeller(ImapContext session, boolean idle) {
        this.session = session;
        this.idle = idle;
        this.asks = idle;
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
        Notifications wanted = session.session().notifications();
        SelectedNews.tell(session, responses, idle || wanted.selected().atOnce(), asks);
        asks = false;
        wanted.tellOthers(responses);
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
