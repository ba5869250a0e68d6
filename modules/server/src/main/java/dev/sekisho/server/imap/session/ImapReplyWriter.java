// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import io.netty.buffer.ByteBuf;

/** Writes lines and what workers have made, and closes where too much is refused. Confined to a connection's event loop. */
public final class ImapReplyWriter {
    private static final int ERRORS = 20;

    private final ClientConnection connection;
    private int errors;
    private boolean saidBye;

    ImapReplyWriter(ClientConnection connection) {
        this.connection = connection;
    }

    /** Writes a line as it is. */
    public void line(String line) {
        connection.line(line);
    }

    /** Writes octets; the buffer is released. */
    public void write(ByteBuf octets) {
        connection.write(octets);
    }

    /** Answers a command, and counts the answer. */
    public void complete(String tag, Completion completion) {
        connection.line(tag + " " + completion.line());
        count(completion);
    }

    /** Says why a command is refused. */
    public void refuse(String tag, ImapRefusal reason) {
        connection.line(tag + " " + reason.reply());
        if (reason.closes()) {
            bye("Too many failed logins, closing connection", EndReason.ABUSE);
        } else if (reason.reply().startsWith("BAD")
                || reason == ImapRefusal.HELD_OFF
                || reason == ImapRefusal.ACCOUNT_GUARDED) {
            erred();
        }
    }

    /** Counts an answer: a client whose commands are BAD again and again is closed. */
    public void count(Completion completion) {
        if (completion.status() == ReplyStatus.OK) {
            errors = 0;
        } else if (completion.status() == ReplyStatus.BAD) {
            erred();
        }
    }

    /** A command was refused. */
    public void erred() {
        if (++errors >= ERRORS) {
            bye("Too many errors, closing connection", EndReason.ABUSE);
        }
    }

    /** Says goodbye, unless that was said before. */
    public void sayBye(String text) {
        if (!saidBye) {
            saidBye = true;
            connection.line("* BYE " + text);
        }
    }

    /** Says goodbye and closes. */
    public void bye(String text, EndReason reason) {
        sayBye(text);
        connection.close(reason);
    }
}
