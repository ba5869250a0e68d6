// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.list.MailboxPattern;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.SpecialUse;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands on mailboxes as a whole (RFC 9051 6.3). */
public sealed interface MailboxCommand extends ImapCommand {
    /**
     * SELECT or EXAMINE (RFC 9051 6.3.2, 6.3.3).
     *
     * @param mailbox which
     * @param examine true for EXAMINE: nothing is changed
     * @param parameters CONDSTORE and QRESYNC
     */
    record Select(MailboxName mailbox, boolean examine, SelectParameters parameters) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.select(this);
        }

        @Override
        public ImapVerb verb() {
            return examine ? ImapVerb.EXAMINE : ImapVerb.SELECT;
        }
    }

    /**
     * CREATE (RFC 9051 6.3.4, RFC 6154 3).
     *
     * @param mailbox its name, without the hierarchy separator at its end
     * @param asParent true if the name came with the separator at its end: others will be created below it
     * @param uses what it is for; empty for nothing special
     */
    record Create(MailboxName mailbox, boolean asParent, Set<SpecialUse> uses) implements MailboxCommand {
        public Create {
            uses = Set.copyOf(uses);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.create(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.CREATE;
        }
    }

    /**
     * DELETE (RFC 9051 6.3.5).
     *
     * @param mailbox which
     */
    record Delete(MailboxName mailbox) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.delete(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.DELETE;
        }
    }

    /**
     * RENAME (RFC 9051 6.3.6).
     *
     * @param from the name it has
     * @param to the name it gets
     */
    record Rename(MailboxName from, MailboxName to) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.rename(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.RENAME;
        }
    }

    /**
     * SUBSCRIBE (RFC 9051 6.3.7).
     *
     * @param mailbox which; it need not exist
     */
    record Subscribe(MailboxName mailbox) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.subscribe(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.SUBSCRIBE;
        }
    }

    /**
     * UNSUBSCRIBE (RFC 9051 6.3.8).
     *
     * @param mailbox which; it need not exist
     */
    record Unsubscribe(MailboxName mailbox) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.unsubscribe(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.UNSUBSCRIBE;
        }
    }

    /**
     * LIST (RFC 9051 6.3.9, RFC 5258).
     *
     * @param parameters what is asked for
     */
    record ListCommand(ListParameters parameters) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.list(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.LIST;
        }
    }

    /**
     * LSUB (RFC 3501 6.3.9).
     *
     * @param pattern reference and pattern, joined
     */
    record Lsub(MailboxPattern pattern) implements MailboxCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.lsub(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.LSUB;
        }
    }

    /**
     * STATUS (RFC 9051 6.3.11).
     *
     * @param mailbox which
     * @param items what is asked for, in the order of the answer
     */
    record Status(MailboxName mailbox, Set<StatusItem> items) implements MailboxCommand {
        public Status {
            items = OrderedCopies.ordered(items);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.status(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.STATUS;
        }
    }

    /**
     * APPEND (RFC 9051 6.3.12), of several messages (RFC 3502) or of parts (RFC 4469).
     *
     * @param mailbox where to
     * @param messages at least one; all are stored or none
     */
    record Append(MailboxName mailbox, List<AppendMessage> messages) implements MailboxCommand {
        public Append {
            messages = List.copyOf(messages);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.append(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.APPEND;
        }

        @Override
        public Optional<MailboxName> destination() {
            return Optional.of(mailbox);
        }

        @Override
        public List<AppendMessage> incoming() {
            return messages;
        }
    }
}
