// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.store.fixture.OpenStore;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.exception.InboxAlreadyCreated;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INBOX is one mailbox in any case of letters, and no session of its user deletes it. */
class InboxTest {
    @Nested
    class OnSqlite extends Contract {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Override
        OpenStore open() {
            return open;
        }
    }

    @Nested
    class OnPostgresql extends Contract {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Override
        OpenStore open() {
            return open;
        }
    }

    abstract static class Contract {
        private static final Username ANNA = Username.of("anna@example.org");

        private final MailboxSession session = MailboxSessionUtil.create(ANNA);
        private SqlMailboxes mailboxes;
        private MailboxId inbox;

        abstract OpenStore open();

        @BeforeEach
        void makeAnInbox() throws Exception {
            mailboxes = SqlMailboxSystem.on(open()).mailboxes();
            inbox = mailboxes.createMailbox(MailboxPath.inbox(ANNA), session).orElseThrow();
        }

        @ParameterizedTest
        @ValueSource(strings = {"INBOX", "inbox", "Inbox"})
        void isNotDeletedByName(String name) {
            MailboxPath path = MailboxPath.forUser(ANNA, name);
            assertThatThrownBy(() -> mailboxes.deleteMailbox(path, session)).isInstanceOf(MailboxException.class);
            assertThatThrownBy(
                            () -> mailboxes.deleteMailboxReactive(path, session).block())
                    .hasCauseInstanceOf(MailboxException.class);
            assertThat(mailboxes.mailboxExists(MailboxPath.inbox(ANNA), session).block())
                    .isTrue();
        }

        @Test
        void isNotDeletedByItsId() {
            assertThatThrownBy(() -> mailboxes.deleteMailbox(inbox, session)).isInstanceOf(MailboxException.class);
            assertThatThrownBy(() ->
                            mailboxes.deleteMailboxReactive(inbox, session).block())
                    .hasCauseInstanceOf(MailboxException.class);
            assertThat(mailboxes.mailboxExists(MailboxPath.inbox(ANNA), session).block())
                    .isTrue();
        }

        @Test
        void isMadeOnceInAnyCase() throws Exception {
            MailboxPath lower = MailboxPath.forUser(ANNA, "inbox");
            assertThatThrownBy(() -> mailboxes.createMailbox(lower, session)).isInstanceOf(InboxAlreadyCreated.class);
            assertThat(mailboxes.list(session)).hasSize(1);
        }

        @Test
        void isDeletedWhereAllOfAUsersMailboxesAre() throws Exception {
            mailboxes.deleteMailbox(MailboxPath.inbox(ANNA), mailboxes.createSystemSession(ANNA));
            assertThat(mailboxes.mailboxExists(MailboxPath.inbox(ANNA), session).block())
                    .isFalse();
        }

        @Test
        void othersAreDeletedByName() throws Exception {
            MailboxPath child = MailboxPath.forUser(ANNA, "INBOX.child");
            mailboxes.createMailbox(child, session);
            mailboxes.deleteMailbox(child, session);
            assertThat(mailboxes.list(session)).containsExactly(MailboxPath.inbox(ANNA));
        }
    }
}
