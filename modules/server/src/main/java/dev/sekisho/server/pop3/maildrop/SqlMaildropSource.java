// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;

/** Maildrops that are the INBOXes of the store, locked on all nodes that share it. Safe for all threads. */
@Singleton
public final class SqlMaildropSource implements MaildropSource {
    private final dev.sekisho.store.maildrop.SqlMaildrops maildrops;

    /** The maildrops of this store. */
    @Inject
    public SqlMaildropSource(dev.sekisho.store.maildrop.SqlMaildrops maildrops) {
        this.maildrops = maildrops;
    }

    @Override
    public Optional<LockedMaildrop> open(Username user) {
        return maildrops.open(user).map(StoreMaildrop::new);
    }

    private static final class StoreMaildrop implements LockedMaildrop {
        private final dev.sekisho.store.maildrop.SqlMaildrop maildrop;
        private final List<Message> messages;

        private StoreMaildrop(dev.sekisho.store.maildrop.SqlMaildrop maildrop) {
            this.maildrop = maildrop;
            this.messages = maildrop.messages().stream()
                    .map(entry -> new Message(maildrop.uidValidity() + "." + entry.uid(), entry.octets(), entry.uid()))
                    .toList();
        }

        @Override
        public List<Message> messages() {
            return messages;
        }

        @Override
        public InputStream content(Message message) throws IOException {
            return maildrop.content(message.key());
        }

        @Override
        public Map<Long, byte[]> contents(Message first, Message last) {
            return maildrop.contents(first.key(), last.key());
        }

        @Override
        public void remove(Collection<Message> gone) {
            maildrop.remove(gone.stream().map(Message::key).toList());
        }

        @Override
        public void close() {
            maildrop.close();
        }
    }
}
