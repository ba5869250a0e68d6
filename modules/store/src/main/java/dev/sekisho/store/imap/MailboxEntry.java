// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.SpecialUse;
import java.util.Optional;

/**
 * A mailbox in a list of its owner's mailboxes.
 *
 * @param name its whole name, levels separated by {@link UserMailboxes#DELIMITER}; {@code INBOX} in these letters
 * @param use what it is for (RFC 6154)
 * @param subscribed whether its owner has subscribed to its name
 * @param hasChildren whether the owner has a mailbox below it (RFC 5258, {@code \HasChildren})
 */
public record MailboxEntry(
        MailboxId id, String name, Optional<SpecialUse> use, boolean subscribed, boolean hasChildren) {}
