// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import dev.sekisho.imap.value.MailboxName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of the user's own, or a section of one, as an IMAP URL names it (RFC 5092 5).
 *
 * @param mailbox the mailbox; empty for the selected one
 * @param uidValidity the UIDVALIDITY that the mailbox must have; empty for any
 * @param uid the UID of the message
 * @param section which section
 * @param partial which octets of it; empty for all
 */
public record MessageUrl(
        Optional<MailboxName> mailbox,
        OptionalLong uidValidity,
        long uid,
        Section section,
        Optional<Partial> partial) {}
