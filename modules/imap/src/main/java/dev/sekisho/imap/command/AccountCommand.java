// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The commands on the account: name spaces, quota, metadata. */
public sealed interface AccountCommand extends ImapCommand {
    /** NAMESPACE (RFC 9051 6.3.10). */
    record Namespace() implements AccountCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.namespace(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.NAMESPACE;
        }
    }

    /**
     * GETQUOTA (RFC 9208 4.1.1).
     *
     * @param root the quota root, which may be an empty text
     */
    record GetQuota(String root) implements AccountCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.getQuota(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.GETQUOTA;
        }
    }

    /**
     * GETQUOTAROOT (RFC 9208 4.1.2).
     *
     * @param mailbox whose quota
     */
    record GetQuotaRoot(MailboxName mailbox) implements AccountCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.getQuotaRoot(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.GETQUOTAROOT;
        }
    }

    /**
     * SETQUOTA (RFC 9208 4.1.3).
     *
     * @param root the quota root
     * @param limits the limit of each resource, in its units
     */
    record SetQuota(String root, Map<String, Long> limits) implements AccountCommand {
        public SetQuota {
            limits = OrderedCopies.ordered(limits);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.setQuota(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.SETQUOTA;
        }
    }

    /**
     * GETMETADATA (RFC 5464 4.2).
     *
     * @param mailbox whose entries; empty for those of the server
     * @param maxSize values of more octets are left out; empty for no bound
     * @param depth how far below each entry
     * @param entries the names of the entries, in lower case
     */
    record GetMetadata(Optional<MailboxName> mailbox, OptionalLong maxSize, MetadataDepth depth, List<String> entries)
            implements AccountCommand {
        public GetMetadata {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.getMetadata(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.GETMETADATA;
        }
    }

    /**
     * SETMETADATA (RFC 5464 4.3).
     *
     * @param mailbox whose entries; empty for those of the server
     * @param entries the value of each entry, whose name is in lower case; empty to remove it
     */
    record SetMetadata(Optional<MailboxName> mailbox, Map<String, Optional<String>> entries) implements AccountCommand {
        public SetMetadata {
            entries = OrderedCopies.ordered(entries);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.setMetadata(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.SETMETADATA;
        }
    }
}
