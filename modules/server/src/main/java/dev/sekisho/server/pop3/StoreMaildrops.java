// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.store.mailbox.Inboxes;
import dev.sekisho.store.mailbox.Inboxes.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;

/** Maildrops that are the INBOXes of the store. The locks are those of this process. Safe for all threads. */
@Singleton
public final class StoreMaildrops implements Maildrops {
    private final Inboxes inboxes;
    private final Set<Username> locked = ConcurrentHashMap.newKeySet();

    /** The INBOXes of this store. */
    @Inject
    public StoreMaildrops(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    @Override
    public Optional<Maildrop> open(Username user) {
        if (!locked.add(user)) {
            return Optional.empty();
        }
        try {
            Inbox inbox = inboxes.of(user);
            List<Maildrop.Message> messages = inboxes.messages(inbox).stream()
                    .map(entry -> new Maildrop.Message(inbox.uidValidity() + "." + entry.uid(), entry.octets(), entry.uid()))
                    .toList();
            return Optional.of(new StoreMaildrop(inbox, messages));
        } catch (RuntimeException | LinkageError e) {
            locked.remove(user);
            throw e;
        }
    }

    private final class StoreMaildrop implements Maildrop {
        private final Inbox inbox;
        private final List<Message> messages;

        private StoreMaildrop(Inbox inbox, List<Message> messages) {
            this.inbox = inbox;
            this.messages = messages;
        }

        @Override
        public List<Message> messages() {
            return messages;
        }

        @Override
        public InputStream content(Message message) throws IOException {
            return inboxes.content(inbox, message.key())
                    .orElseThrow(() -> new IOException("message " + message.uniqueId() + " is gone"));
        }

        @Override
        public void remove(Collection<Message> gone) {
            if (!gone.isEmpty()) {
                inboxes.remove(inbox, gone.stream().map(Message::key).toList());
            }
        }

        @Override
        public void close() {
            locked.remove(inbox.user());
        }
    }
}
