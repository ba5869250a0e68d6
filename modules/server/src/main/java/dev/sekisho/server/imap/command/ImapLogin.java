// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.server.imap.mailbox.Delegations;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.FailureReplies;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.login.LoginTurn;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Username;

/** The check of a login's credentials, and what follows from it. Confined to a connection: what blocks is done by one worker. */
final class ImapLogin {
    private static final Completion UNAVAILABLE =
            Completion.no(ResponseCode.UNAVAILABLE, "Logins cannot be checked at the moment, try again later");

    private static final Completion TOO_MANY =
            Completion.no(ResponseCode.LIMIT, "Too many connections of this user, close some of them");

    private final ImapContext session;
    private final String tag;
    private final String name;
    private final Capabilities capabilities;

    /**
     * @param tag the command's tag
     * @param name the command's name
     */
    ImapLogin(ImapContext session, String tag, String name, Capabilities capabilities) {
        this.session = session;
        this.tag = tag;
        this.name = name;
        this.capabilities = capabilities;
    }

    /**
     * What a worker found.
     *
     * @param result the result of the check
     * @param owner whose mailboxes are opened; empty if none are
     */
    private record Attempt(LoginResult result, Optional<CheckedAccount> owner) {}

    /** Checks credentials and opens the mailboxes, in one piece of work. */
    void check(SaslCredentials credentials) {
        new LoginTurn<>(
                        session.connection(),
                        () -> attempt(credentials),
                        Attempt::result,
                        this::attempted,
                        this::failed)
                .take();
    }

    private Attempt attempt(SaslCredentials credentials) throws Exception {
        ImapListenerSettings listener = session.listener();
        LoginResult result = listener.logins()
                .login(
                        credentials,
                        session.connection().client().getAddress(),
                        session.listenerName(),
                        listener.policy().limits().failedLogins());
        Optional<Username> user = result.user();
        if (user.isEmpty()) {
            return new Attempt(result, Optional.empty());
        }
        Optional<Username> owner = owner(user.get(), credentials.actingFor());
        if (owner.isEmpty()) {
            return new Attempt(counted(new LoginResult.Refused(user.map(Username::asString))), Optional.empty());
        }
        Optional<CheckedAccount> account = owner.map(listener.logins().sessions()::look);
        session.mail().store().mailboxes().provide(owner.get());
        return new Attempt(result, account);
    }

    /** Whose mailboxes the user opens; empty if the user may not. */
    private Optional<Username> owner(Username user, Optional<String> actingFor) throws Exception {
        if (actingFor.isEmpty()) {
            return Optional.of(user);
        }
        Username other;
        try {
            other = Username.of(actingFor.get());
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
        boolean granted = session.mail().delegations().mayActFor(user, other) == Delegations.Answer.GRANTED;
        return granted ? Optional.of(other) : Optional.empty();
    }

    private void attempted(Attempt attempt) {
        attempt.owner().ifPresentOrElse(owner -> loggedIn(attempt.result(), owner), () -> answer(attempt.result()));
    }

    private void loggedIn(LoginResult result, CheckedAccount owner) {
        Optional<String> tooMany = session.connection().identified(owner.user().asString());
        if (tooMany.isPresent()) {
            ConnectionEvents.refused(session.listenerName(), session.connection(), tooMany.get());
            session.replies().complete(tag, TOO_MANY);
            return;
        }
        session.session().loggedIn(owner.user(), session.listener().limits());
        List<CheckedAccount> accounts = Stream.concat(result.account().stream(), Stream.of(owner))
                .distinct()
                .toList();
        session.listener()
                .logins()
                .sessions()
                .add(
                        session.connection(),
                        accounts,
                        () -> session.replies().sayBye("The account has changed, log in again"));
        session.connection().allowSilence(session.listener().limits().autologout());
        LoginLog.good(session.listenerName(), session.connection(), owner.user().asString());
        session.replies()
                .complete(tag, Completion.ok(ResponseCode.capability(capabilities.of(session)), name + " completed"));
    }

    private void answer(LoginResult result) {
        LoginLog.tell(session.listenerName(), session.connection(), result);
        result.giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(CheckedAccount account) {
                throw new IllegalStateException("who is accepted has mailboxes");
            }

            @Override
            public void refused(Optional<String> known) {
                ImapRefusal reason =
                        session.checkpoint().failedAuth(session.session().state());
                session.session().become(session.session().state().afterFailedAuth());
                session.replies().refuse(tag, reason);
            }

            @Override
            public void heldOff(GuessRefusal why) {
                session.replies().refuse(tag, ImapRefusal.of(why));
            }

            @Override
            public void unavailable() {
                session.replies().complete(tag, UNAVAILABLE);
            }
        });
    }

    /** Answers a response that is none; it is counted like wrong credentials. @param why what the client is told */
    void malformed(Completion why) {
        LoginResult result = counted(new LoginResult.Refused(Optional.empty()));
        LoginLog.tell(session.listenerName(), session.connection(), result);
        ImapRefusal reason = session.checkpoint().failedAuth(session.session().state());
        session.session().become(session.session().state().afterFailedAuth());
        session.replies().complete(tag, why);
        if (reason.closes()) {
            session.replies().bye("Too many failed logins, closing connection", EndReason.ABUSE);
        }
    }

    private LoginResult counted(LoginResult result) {
        session.listener()
                .logins()
                .countFailure(
                        session.connection().client().getAddress(),
                        session.listener().policy().limits().failedLogins());
        return result;
    }

    private void failed(Throwable failure) {
        session.replies()
                .complete(
                        tag,
                        FailureReplies.tell(
                                session.listenerName(), session.connection().client(), name, failure));
        session.replies().erred();
    }
}
