// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import java.util.Optional;

/** What a command does on a worker, in one step or several. */
@FunctionalInterface
public interface CommandWork {
    /**
     * Does a step, and writes what it has found. Blocks, but for no client.
     *
     * @return how the command ends; empty if it is called again once the client has taken what was written
     * @throws Exception if it fails; the client is told so
     */
    Optional<Completion> step(ImapResponses out) throws Exception;

    /** Work of one step. */
    static CommandWork once(Single work) {
        return out -> Optional.of(work.carryOut(out));
    }

    /** Work of one step. */
    @FunctionalInterface
    interface Single {
        /** Does it, and says how the command ends. */
        Completion carryOut(ImapResponses out) throws Exception;
    }
}
