// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.ImapContext;
import java.io.IOException;

/** The answers to commands that find everything in the session. */
final class Answers {
    private Answers() {}

    /** Writes untagged responses. */
    @FunctionalInterface
    interface Untagged {
        /** Writes them. */
        void write(ImapResponses out) throws IOException;
    }

    /** Tells something, then what is new, and that the command is completed. */
    static void told(ImapContext session, CommandCall call, Untagged what) {
        CommandRunner.run(session, call, out -> {
            what.write(out);
            return call.completed();
        });
    }

    /** Tells what is new, and that the command is completed. */
    static void completed(ImapContext session, CommandCall call) {
        told(session, call, out -> {});
    }
}
