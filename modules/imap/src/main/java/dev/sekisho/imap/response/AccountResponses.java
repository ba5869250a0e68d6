// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.value.MailboxName;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Writes the responses that tell of the account and the server: ID, NAMESPACE, quota, metadata. */
public final class AccountResponses {
    private final ResponseBuffer buffer;

    AccountResponses(ResponseBuffer buffer) {
        this.buffer = buffer;
    }

    /** ID (RFC 2971 3.2). */
    public void id(Map<String, String> fields) throws IOException {
        buffer.ascii("* ID (");
        String separator = "";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            buffer.ascii(separator).string(field.getKey()).octet(' ').string(field.getValue());
            separator = " ";
        }
        buffer.octet(')').endOfLine();
    }

    /** NAMESPACE of a user who has mailboxes of his own alone (RFC 9051 7.3.3). */
    public void namespace(char separator) throws IOException {
        buffer.ascii("* NAMESPACE ((\"\" \"")
                .ascii(separator == '\\' ? "\\\\" : String.valueOf(separator))
                .ascii("\")) NIL NIL")
                .endOfLine();
    }

    /** QUOTAROOT (RFC 9208 4.2.2). */
    public void quotaRoot(MailboxName mailbox, Collection<String> roots) throws IOException {
        buffer.ascii("* QUOTAROOT ").mailbox(mailbox);
        for (String root : roots) {
            buffer.octet(' ').string(root);
        }
        buffer.endOfLine();
    }

    /** QUOTA (RFC 9208 4.2.1). */
    public void quota(String root, Collection<QuotaResource> resources) throws IOException {
        buffer.ascii("* QUOTA ").string(root).ascii(" (");
        String between = "";
        for (QuotaResource resource : resources) {
            buffer.ascii(between).ascii(resource.name()).octet(' ').number(resource.usage());
            buffer.octet(' ').number(resource.limit());
            between = " ";
        }
        buffer.octet(')').endOfLine();
    }

    /** METADATA with values (RFC 5464 4.4.1); no mailbox for the server. A value that is not there is NIL. */
    public void metadata(Optional<MailboxName> mailbox, Map<String, Optional<String>> entries) throws IOException {
        metadataOf(mailbox).ascii(" (");
        String between = "";
        for (Map.Entry<String, Optional<String>> entry : entries.entrySet()) {
            buffer.ascii(between).string(entry.getKey()).octet(' ');
            if (entry.getValue().isPresent()) {
                buffer.string(entry.getValue().get());
            } else {
                buffer.ascii("NIL");
            }
            between = " ";
        }
        buffer.octet(')').endOfLine();
    }

    /** METADATA without values: these entries have changed (RFC 5464 4.4.2). */
    public void metadataChanged(Optional<MailboxName> mailbox, Collection<String> entries) throws IOException {
        metadataOf(mailbox);
        for (String entry : entries) {
            buffer.octet(' ').string(entry);
        }
        buffer.endOfLine();
    }

    private ResponseBuffer metadataOf(Optional<MailboxName> mailbox) throws IOException {
        buffer.ascii("* METADATA ");
        if (mailbox.isPresent()) {
            buffer.mailbox(mailbox.get());
        } else {
            buffer.ascii("\"\"");
        }
        return buffer;
    }
}
