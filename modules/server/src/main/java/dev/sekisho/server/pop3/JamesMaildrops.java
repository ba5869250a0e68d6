// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import reactor.core.publisher.Mono;

/** Maildrops that are the INBOX of James' mailboxes. The locks are those of this process. Safe for all threads. */
@Singleton
public final class JamesMaildrops implements Maildrops {
    private final MailboxManager mailboxes;
    private final Set<Username> locked = ConcurrentHashMap.newKeySet();

    /** The INBOXes of this manager. */
    @Inject
    public JamesMaildrops(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    @Override
    public Optional<Maildrop> open(Username user) throws Exception {
        if (!locked.add(user)) {
            return Optional.empty();
        }
        try {
            return Optional.of(inbox(user));
        } catch (Exception | LinkageError e) {
            locked.remove(user);
            throw e;
        }
    }

    private Maildrop inbox(Username user) throws MailboxException {
        MailboxSession session = mailboxes.createSystemSession(user);
        MailboxPath path = MailboxPath.inbox(session);
        if (Boolean.FALSE.equals(
                Mono.from(mailboxes.mailboxExists(path, session)).block())) {
            create(path, session);
        }
        MessageManager inbox = mailboxes.getMailbox(path, session);
        long validity = inbox.getMailboxEntity().getUidValidity().asLong();
        List<Maildrop.Message> messages = new ArrayList<>();
        Iterator<MessageResult> found = inbox.getMessages(MessageRange.all(), FetchGroup.MINIMAL, session);
        while (found.hasNext()) {
            MessageResult message = found.next();
            long uid = message.getUid().asLong();
            messages.add(new Maildrop.Message(validity + "." + uid, message.getSize(), uid));
        }
        return new Inbox(user, session, inbox, List.copyOf(messages));
    }

    private void create(MailboxPath path, MailboxSession session) throws MailboxException {
        try {
            mailboxes.createMailbox(path, session);
        } catch (MailboxExistsException byADeliveryMeanwhile) {
            // It is there, which is what was wanted.
            return;
        }
    }

    private final class Inbox implements Maildrop {
        private final Username user;
        private final MailboxSession session;
        private final MessageManager inbox;
        private final List<Message> messages;

        private Inbox(Username user, MailboxSession session, MessageManager inbox, List<Message> messages) {
            this.user = user;
            this.session = session;
            this.inbox = inbox;
            this.messages = messages;
        }

        @Override
        public List<Message> messages() {
            return messages;
        }

        @Override
        public InputStream content(Message message) throws IOException {
            try {
                Iterator<MessageResult> found =
                        inbox.getMessages(MessageUid.of(message.key()).toRange(), FetchGroup.FULL_CONTENT, session);
                if (!found.hasNext()) {
                    throw new IOException("message " + message.uniqueId() + " is gone");
                }
                return found.next().getFullContent().getInputStream();
            } catch (MailboxException e) {
                throw new IOException("message " + message.uniqueId() + " cannot be read", e);
            }
        }

        @Override
        public void remove(Collection<Message> gone) throws IOException {
            if (gone.isEmpty()) {
                return;
            }
            try {
                inbox.delete(
                        gone.stream()
                                .map(message -> MessageUid.of(message.key()))
                                .toList(),
                        session);
            } catch (MailboxException e) {
                throw new IOException(gone.size() + " messages cannot be removed", e);
            }
        }

        @Override
        public void close() {
            mailboxes.endProcessingRequest(session);
            locked.remove(user);
        }
    }
}
