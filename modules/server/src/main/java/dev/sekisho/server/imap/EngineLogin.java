// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.james.core.Username;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.mailbox.DefaultMailboxes;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxManager.CreateOption;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Hands a session to the engine whose user has been authenticated, and makes the mailboxes that every user has. Blocks; called by workers
 * only.
 */
public final class EngineLogin {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineLogin.class);

    private final MailboxManager mailboxes;
    private final boolean provisionsAll;

    /**
     * @param provisionsAll true if the mailboxes that mail programs expect are made beside the INBOX
     */
    EngineLogin(MailboxManager mailboxes, boolean provisionsAll) {
        this.mailboxes = mailboxes;
        this.provisionsAll = provisionsAll;
    }

    /**
     * Opens the mailboxes of a user, or of another who has let that user act for them.
     *
     * @throws MailboxException if the other has not, or there is no such user, or the mailboxes cannot be opened
     */
    void open(ImapSession session, Username user, Optional<Username> actingFor) throws MailboxException {
        MailboxSession opened =
                actingFor.isPresent() ? mailboxes.authenticate(user).as(actingFor.get()) : sessionOf(user);
        provision(opened);
        session.authenticated();
        session.setMailboxSession(opened);
    }

    /** A session of the user's own: what the engine makes for who is authenticated elsewhere has the rights of the system. */
    private static MailboxSession sessionOf(Username user) {
        return new MailboxSession(
                MailboxSession.SessionId.of(ThreadLocalRandom.current().nextLong()),
                user,
                Optional.of(user),
                new ArrayList<>(),
                MailboxConstants.DEFAULT_DELIMITER,
                MailboxSession.SessionType.User);
    }

    private void provision(MailboxSession session) throws MailboxException {
        if (!exists(DefaultMailboxes.INBOX, session)) {
            List<String> names = new ArrayList<>(List.of(DefaultMailboxes.INBOX));
            if (provisionsAll) {
                names.addAll(DefaultMailboxes.DEFAULT_MAILBOXES);
            }
            for (String name : names) {
                create(name, session);
            }
        }
    }

    private boolean exists(String name, MailboxSession session) {
        return Boolean.TRUE.equals(
                Mono.from(mailboxes.mailboxExists(path(name, session), session)).block());
    }

    private void create(String name, MailboxSession session) throws MailboxException {
        if (exists(name, session)) {
            return;
        }
        try {
            mailboxes.createMailbox(path(name, session), CreateOption.CREATE_SUBSCRIPTION, session);
        } catch (MailboxExistsException meanwhile) {
            LOGGER.debug(
                    "another session has made the mailbox {} of {}",
                    name,
                    session.getUser().asString());
        }
    }

    private static MailboxPath path(String name, MailboxSession session) {
        return MailboxPath.forUser(session.getUser(), name);
    }
}
