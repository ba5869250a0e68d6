// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.mailbox.delivery.HeaderEnd;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.delivery.LocalDelivery.Recipient;
import dev.sekisho.store.mailbox.delivery.LocalDeliveryResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Puts a message into the INBOXes of its recipients, who are users here, in the unit of work that removes it from the queue, and octet for
 * octet: what is added stands before the message, and the body that the queue has is referred to, not copied.
 *
 * <p>Recipients over their quota go to the processor that the parameter {@code overQuotaProcessor} names.
 */
public final class DeliverLocally extends GenericMailet {
    private final LocalDelivery delivery;
    private final BodyStore bodies;
    private final UsersRepository users;
    private String overQuotaProcessor = Mail.ERROR;

    /** Delivers to this store. */
    @Inject
    public DeliverLocally(LocalDelivery delivery, BodyStore bodies, UsersRepository users) {
        this.delivery = delivery;
        this.bodies = bodies;
        this.users = users;
    }

    @Override
    public void init() {
        overQuotaProcessor = getInitParameter("overQuotaProcessor", Mail.ERROR);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<MailAddress> addresses = List.copyOf(mail.getRecipients());
        List<Recipient> recipients = recipients(mail, addresses);
        List<LocalDeliveryResult> outcomes = deliver(mail, recipients);
        List<LogLineBuilder> lines = new ArrayList<>();
        long size = mail.getMessageSize();
        String name = mail.getName();
        Optional<String> sender = mail.getMaybeSender().asOptional().map(MailAddress::asString);
        List<MailAddress> full = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).overQuota()) {
                full.add(addresses.get(i));
            } else {
                lines.add(LogLineBuilder.of(LogEvent.DELIVERED)
                        .with(LogKey.ID, name)
                        .with(LogKey.USER, recipients.get(i).user().asString())
                        .with(LogKey.MAILBOX, MailboxConstants.INBOX)
                        .from(sender)
                        .with(LogKey.TO, addresses.get(i).asString())
                        .with(LogKey.SIZE, size));
            }
        }
        if (!full.isEmpty()) {
            handOver(mail, full);
        }
        MailetLog.afterwards(mail, () -> lines.forEach(LogLineBuilder::tell));
        mail.setState(Mail.GHOST);
    }

    private List<LocalDeliveryResult> deliver(Mail mail, List<Recipient> recipients) throws MessagingException {
        try {
            UnattachedBody body = StoredMimeSource.keep(bodies, mail);
            long headerOctets = headerOctets(mail);
            return DequeueTransaction.of(mail)
                    .map(transaction -> delivery.deliver(transaction, recipients, body, headerOctets))
                    .orElseGet(() -> delivery.deliver(recipients, body, headerOctets));
        } catch (IOException e) {
            throw new MessagingException("message " + mail.getName() + " cannot be read", e);
        }
    }

    /** An octet of the header is an octet of what is kept, whatever it is written as on the way. */
    private static long headerOctets(Mail mail) throws IOException, MessagingException {
        if (!(mail.getMessage() instanceof MimeMessageWrapper message)) {
            throw new MessagingException("message " + mail.getName() + " is not one of James' own");
        }
        try (InputStream octets = message.getMessageInputStream()) {
            return HeaderEnd.of(octets);
        }
    }

    /** RFC 5321 4.4: the last server writes the return path. */
    private List<Recipient> recipients(Mail mail, List<MailAddress> addresses) throws MessagingException {
        List<Recipient> recipients = new ArrayList<>();
        String returnPath = "Return-Path: <" + mail.getMaybeSender().asString("") + ">\r\n";
        for (MailAddress address : addresses) {
            try {
                recipients.add(new Recipient(
                        users.getUsername(address), returnPath + "Delivered-To: " + address.asString() + "\r\n"));
            } catch (UsersRepositoryException e) {
                throw new MessagingException("the user of " + address.asString() + " cannot be looked up", e);
            }
        }
        return recipients;
    }

    private void handOver(Mail mail, List<MailAddress> full) throws MessagingException {
        MailImpl part = MailImpl.duplicate(mail);
        try {
            part.setRecipients(full);
            part.setState(overQuotaProcessor);
            getMailetContext().sendMail(part);
            MailetLog.moved(part, mail.getState(), "over-quota");
        } finally {
            LifecycleUtil.dispose(part);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's local delivery";
    }
}
