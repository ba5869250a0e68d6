// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.mime.MimeNesting;
import dev.sekisho.server.transport.EndReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.message.request.AbstractMessageRangeRequest;
import org.apache.james.imap.message.request.DeleteRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.StoreRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/** Gives the commands of one session to James' engine, on a worker, and sees what came of them. Confined to a connection. */
final class EngineDispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineDispatcher.class);
    /** Commands that read messages through, and say nothing to the peer meanwhile. */
    private static final Set<String> SEARCHES = Set.of("SEARCH", "SORT", "THREAD");

    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");
    /** RFC 4314. */
    private static final Set<String> SHARING = Set.of("SETACL", "DELETEACL", "GETACL", "LISTRIGHTS", "MYRIGHTS");
    /** Longer than any client waits. */
    private static final Duration SEARCH_LASTS = Duration.ofMinutes(10);

    private final ImapServerSession session;
    private @Nullable EngineResponder output;
    private String tag = "*";
    private String name = "";
    private String attempted = AttemptedUserName.UNKNOWN;
    private int badLogins;
    private boolean toldOfLogin;

    EngineDispatcher(ImapServerSession session) {
        this.session = session;
    }

    /** Has a command carried out; it is closed then. */
    void carryOut(ImapCommand command) {
        tag = command.tag();
        name = command.printableName();
        attempted = AttemptedUserName.UNKNOWN;
        EngineResponder current = new EngineResponder(
                session.wire(), session.listener().engine().encoder(), session.goodbye(), command.byUid());
        output = current;
        session.wire()
                .offload(
                        () -> {
                            Optional<String> refusal;
                            try (command) {
                                refusal = call(command, current);
                            }
                            current.flush();
                            return refusal;
                        },
                        refusal -> {
                            refusal.ifPresentOrElse(session.wire()::line, session::served);
                            answered(current);
                        },
                        failure -> failed(current, failure));
    }

    /** Passes a line to who asked for one. */
    void pass(ImapLineHandler handler, byte[] line) {
        EngineResponder current = output;
        attempted = session.session().loggedIn()
                ? AttemptedUserName.UNKNOWN
                : AttemptedUserName.inPlain(new String(line, StandardCharsets.US_ASCII));
        session.wire()
                .offload(
                        () -> {
                            handler.onLine(session.session(), line);
                            return true;
                        },
                        done -> answered(current),
                        failure -> {
                            session.session().leave(handler);
                            failed(current, failure);
                        });
    }

    /** What the peer is told if the engine is not to see the command. */
    private Optional<String> call(ImapCommand command, EngineResponder to) throws IOException {
        if (SHARING.contains(command.name())) {
            return Optional.of(command.tag() + " NO [CANNOT] Mailboxes are not shared here");
        }
        for (LiteralBuffer message : command.messagesOfManyParts()) {
            Optional<String> fault = MimeNesting.fault(message.getInputStream());
            if (fault.isPresent()) {
                LOGGER.warn(
                        "listener {}: a message of {} is nested too deeply, refused: {}",
                        session.listener().name(),
                        session.wire().peer(),
                        fault.get());
                return Optional.of(command.tag() + " NO [LIMIT] Parts of the message are nested deeper than "
                        + MimeNesting.LIMIT + " levels");
            }
        }
        ImapEngine engine = session.listener().engine();
        ImapMessage message = engine.decoder().decode(new AssembledCommandReader(command), session.session());
        attempted = AttemptedUserName.in(message);
        if (CreatedMailboxNames.of(message).stream().anyMatch(each -> !EscapedText.isPlain(each))) {
            return Optional.of(command.tag() + " NO [CANNOT] The name of a mailbox cannot have control characters");
        }
        if (findsNothing(message)) {
            return Optional.of(command.tag() + " OK UID " + command.name() + " completed.");
        }
        if (message instanceof DeleteRequest delete && MailboxNameDecoder.isInbox(delete.getMailboxName())) {
            return Optional.of(command.tag() + " NO [CANNOT] INBOX cannot be deleted");
        }
        if (MailboxNameDecoder.listsNothing(message)) {
            return Optional.of(command.tag() + " OK " + command.name() + " completed.");
        }
        Optional<Duration> atMost = SEARCHES.contains(command.name()) ? Optional.of(SEARCH_LASTS) : Optional.empty();
        EngineErrorPropagation.await(engine.processor().processReactive(message, to, session.session()), atMost);
        return Optional.empty();
    }

    /** UIDs that are not there are no error (RFC 9051 6.4.9), which the engine does not know of an empty mailbox. */
    private boolean findsNothing(ImapMessage message) {
        SelectedMailbox selected = session.session().getSelected();
        return selected != null && selected.existsCount() == 0 && byUid(message);
    }

    private static boolean byUid(ImapMessage message) {
        return message instanceof FetchRequest fetch && fetch.isUseUids()
                || message instanceof StoreRequest store && store.isUseUids()
                || message instanceof AbstractMessageRangeRequest copy && copy.isUseUids();
    }

    private void answered(@Nullable EngineResponder said) {
        if (session.session().loggedIn()) {
            tellLogin();
            session.wire().allowSilence(session.listener().settings().autologout());
        }
        if (said != null && said.tookBadLogin()) {
            loginFailed();
        }
        if (said != null && !said.usable()) {
            session.wire().close(EndReason.DROPPED);
        } else if (session.session().getState() == ImapSessionState.LOGOUT) {
            session.wire().close(EndReason.FINISHED);
        }
    }

    private void tellLogin() {
        Username user = session.session().getUserName();
        if (!toldOfLogin && user != null) {
            toldOfLogin = true;
            LoginLog.good(session.listener().name(), session.wire(), user.asString());
        }
    }

    private void loginFailed() {
        ImapListenerSettings listener = session.listener();
        String name = attempted;
        session.wire()
                .detach(() -> LoginLog.bad(
                        listener.name(), session.wire(), Optional.of(name).filter(listener.ledger()::known)));
        listener.ledger().failed(session.wire().peer().getAddress());
        if (++badLogins >= listener.policy().limits().failedLogins().perConnection()) {
            session.bye("Too many failed logins, closing connection", EndReason.ABUSE);
        }
    }

    private void failed(@Nullable EngineResponder said, Throwable failure) {
        Throwable cause = Exceptions.unwrap(failure);
        ListenerName listener = session.listener().name();
        if (said != null && !said.usable()) {
            EngineFailureReplies.trace(listener, session.wire().peer(), name, cause);
            session.wire().close(EndReason.FAULT);
        } else if (cause instanceof IllegalArgumentException && LOGINS.contains(name)) {
            session.wire().line(tag + " NO [AUTHENTICATIONFAILED] This is no name of a user");
            loginFailed();
        } else {
            session.wire()
                    .line(tag + " NO "
                            + EngineFailureReplies.tell(listener, session.wire().peer(), name, cause));
            session.erred();
        }
    }
}
