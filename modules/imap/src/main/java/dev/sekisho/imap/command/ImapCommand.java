// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.policy.imap.ImapVerb;

/** A command, read: its verb and its arguments as values. The tag is not part of it. Folded by an {@link ImapCommandVisitor}. */
public sealed interface ImapCommand permits SessionCommand, MailboxCommand, AccountCommand, MessageCommand {
    /** Calls the method of the visitor that is for this command. */
    <R> R accept(ImapCommandVisitor<R> visitor);

    /** The verb, by which the policy decides whether the command is allowed in this state. */
    ImapVerb verb();
}
