// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.server.imap.session.ImapContext;

/**
 * Carries out the commands of one kind, once the policy has allowed them. One handler serves all sessions of a listener; what belongs to a
 * session is in its context. Called on the connection's event loop; for any of them.
 *
 * @param <C> the command
 */
@FunctionalInterface
interface ImapCommandHandler<C extends ImapCommand> {
    /** Carries out a command and answers it. */
    void carryOut(ImapContext session, String tag, C command);
}
