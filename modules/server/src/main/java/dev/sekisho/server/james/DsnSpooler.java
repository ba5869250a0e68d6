// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.relay.queue.DsnSubmission;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;

/** Puts notices into the queue of what was received, from the null sender, so that they go the way of all mail. */
public final class DsnSpooler implements DsnSubmission {
    private final MailQueue spool;

    /** Into the spool of these queues. */
    public DsnSpooler(SqlMailQueueFactory queues) {
        this.spool = queues.createQueue(MailQueueFactory.SPOOL);
    }

    @Override
    public String submit(String recipient, byte[] message) throws IOException {
        MailImpl mail = null;
        try {
            mail = MailImpl.builder()
                    .name(MailImpl.getId())
                    .sender(MaybeSender.nullSender())
                    .addRecipient(new MailAddress(recipient))
                    .build();
            mail.setMessageContent(
                    MimeMessageInputStreamSource.create(mail.getName(), new ByteArrayInputStream(message)));
            spool.enQueue(mail);
            return mail.getName();
        } catch (MessagingException e) {
            throw new IOException("a notice for " + recipient + " cannot be kept", e);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }
}
