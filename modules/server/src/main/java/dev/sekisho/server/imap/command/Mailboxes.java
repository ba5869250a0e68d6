// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.UserMailboxes;
import java.util.Optional;

/** Finds the mailboxes that commands name. */
final class Mailboxes {
    private Mailboxes() {}

    /** Why a user may not have a mailbox of this name, as far as the store has no say in it. */
    static Optional<Completion> refusalOfName(MailboxName name) {
        if (isForeign(name.name())) {
            return Optional.of(Refusals.FOREIGN);
        }
        return EscapedText.isPlain(name.name()) ? Optional.empty() : Optional.of(Refusals.NAME_NOT_PLAIN);
    }

    /** A name without separators at its end, which some clients put there (RFC 3501 6.3.3). */
    static String withoutSeparator(MailboxName name) {
        int end = name.name().length();
        while (end > 1 && name.name().charAt(end - 1) == UserMailboxes.DELIMITER) {
            end--;
        }
        return name.name().substring(0, end);
    }

    /** True of names in namespaces, of which a user has none but that of the user's own mailboxes (RFC 2342). */
    static boolean isForeign(String name) {
        return name.startsWith("#");
    }

    /** The mailbox of a name. Blocks. */
    static Optional<MailboxEntry> find(ImapContext session, MailboxName name) {
        return session.mail().store().mailboxes().find(session.session().owner(), name.name());
    }
}
