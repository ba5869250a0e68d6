// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.store.imap.MailboxId;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox in the answer to LIST.
 *
 * @param name its name
 * @param id the mailbox; empty if there is none of this name
 * @param attributes with their backslashes
 * @param childInfo what is selected below it (RFC 5258 4)
 */
record ListedMailbox(MailboxName name, Optional<MailboxId> id, List<String> attributes, List<String> childInfo) {}
