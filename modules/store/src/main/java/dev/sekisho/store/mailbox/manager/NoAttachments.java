// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import java.io.InputStream;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.AttachmentNotFoundException;
import org.apache.james.mailbox.model.AttachmentMetadata;

/**
 * Attachments are parts of their messages and are not kept a second time apart from them: only JMAP, which is not offered,
 * would ask.
 */
public final class NoAttachments implements AttachmentContentLoader {

    @Override
    public InputStream load(AttachmentMetadata attachment, MailboxSession session) throws AttachmentNotFoundException {
        throw new AttachmentNotFoundException(attachment.getAttachmentId().getId());
    }
}
