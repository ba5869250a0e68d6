// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Optional;

/** A command, read: its verb and its arguments as values. The tag is not part of it. Folded by an {@link ImapCommandVisitor}. */
public sealed interface ImapCommand permits SessionCommand, MailboxCommand, AccountCommand, MessageCommand {
    /** Calls the method of the visitor that is for this command. */
    <R> R accept(ImapCommandVisitor<R> visitor);

    /** The verb, by which the policy decides whether the command is allowed in this state. */
    ImapVerb verb();

    /** The mailbox that the command brings messages to; empty if it brings none. */
    default Optional<MailboxName> destination() {
        return Optional.empty();
    }

    /** The messages that the client sends with the command, as far as they are announced. */
    default List<AppendMessage> incoming() {
        return List.of();
    }
}
