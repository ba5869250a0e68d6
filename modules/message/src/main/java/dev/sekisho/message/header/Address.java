// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.function.Function;

/** An entry of a field such as From or To (RFC 5322 3.4): a mailbox, or a group of mailboxes. */
public sealed interface Address permits Mailbox, MailboxGroup {
    <R> R fold(Function<Mailbox, R> mailbox, Function<MailboxGroup, R> group);
}
