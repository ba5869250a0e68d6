// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.queue.Dsn.About;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.repository.SqlMailRepository;
import dev.sekisho.store.repository.SqlMailRepositoryUrlStore;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;

/** Messages from the null sender that could not be delivered: they have no sender to notify, so they are kept for the operator, in a mail repository of the store. */
final class UndeliverableRepository {
    static final MailRepositoryUrl URL = MailRepositoryUrl.from("store://var/mail/undeliverable/");

    private final BodyStore bodies;
    private final SqlMailRepository repository;
    private final SqlMailRepositoryUrlStore repositories;

    /** In this store. */
    UndeliverableRepository(Store store) {
        this.bodies = store.bodies();
        this.repository = new SqlMailRepository(store.database(), URL.getPath());
        this.repositories = new SqlMailRepositoryUrlStore(store.database());
    }

    /**
     * Keeps a message for recipients whose end has come; once this has returned it survives a power cut. Kept again for the same recipients it is there once: its
     * name has the first of them.
     *
     * @throws IOException if it is not kept
     */
    void keep(OutgoingMessage message, List<About> recipients) throws IOException {
        String name = message.name() + "-" + recipients.get(0).recipient().id();
        String why = recipients.stream()
                .map(about -> "<" + about.recipient().address() + ">: "
                        + about.host().map(host -> host + ": ").orElse("") + about.reason())
                .collect(Collectors.joining("; "));
        MailImpl mail = null;
        try {
            mail = MailImpl.builder()
                    .name(name)
                    .sender(MaybeSender.nullSender())
                    .state(Mail.ERROR)
                    .errorMessage(why)
                    .build();
            mail.setRecipients(addresses(recipients));
            // The same body: nothing is written but the row that refers to it.
            mail.setMessageNoCopy(new MimeMessageWrapper(new StoredMimeSource(bodies, message.bodyId())));
            repositories.add(URL);
            repository.store(mail);
        } catch (MessagingException | StoreException e) {
            throw new IOException("message " + message.name() + " cannot be kept in " + URL.asString(), e);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static List<MailAddress> addresses(List<About> recipients) throws MessagingException {
        List<MailAddress> addresses = new ArrayList<>();
        for (About about : recipients) {
            addresses.add(new MailAddress(about.recipient().address()));
        }
        return addresses;
    }
}
