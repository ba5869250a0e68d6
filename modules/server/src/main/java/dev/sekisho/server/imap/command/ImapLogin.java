// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.imap.ImapTrial;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.trial.TrialRefusal;
import dev.sekisho.server.imap.mailbox.Delegations;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.FailureReplies;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.login.LoginAttempt;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.trial.TrialParty;
import dev.sekisho.server.trial.TrialSession;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
    private Optional<BuiltInMechanism> mechanism = Optional.empty();

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

    /** Checks a name and a password, and opens the mailboxes if they are right. */
    void check(SaslCredentials credentials) {
        check(credentials, Optional.of(BuiltInMechanism.PLAIN), (last, confirmed) -> confirmed.run());
    }

    /**
     * Checks credentials, and opens the mailboxes if they are right.
     *
     * @param by the mechanism, if it is one of this server's own
     * @param confirmation tells the client the last word of a mechanism, and runs what follows when the client has confirmed it
     */
    void check(SaslCredentials credentials, Optional<BuiltInMechanism> by, BiConsumer<String, Runnable> confirmation) {
        mechanism = by;
        ImapListenerSettings listener = session.listener();
        LoginAttempt attempt =
                LoginAttempt.of(credentials, session.connection(), session.listenerName(), listener.policy());
        listener.logins()
                .login(
                        session.connection(),
                        attempt,
                        result -> result.lastChallenge()
                                .ifPresentOrElse(
                                        last -> confirmation.accept(
                                                last, () -> checked(result, credentials.actingFor())),
                                        () -> checked(result, credentials.actingFor())),
                        this::failed);
    }

    private void checked(LoginResult result, Optional<String> actingFor) {
        result.account()
                .ifPresentOrElse(
                        account -> session.connection()
                                .offload(() -> open(result, account, actingFor), this::attempted, this::failed),
                        () -> answer(result));
    }

    private Attempt open(LoginResult result, CheckedAccount account, Optional<String> actingFor) throws Exception {
        Optional<CheckedAccount> owner =
                isOwn(account, actingFor) ? Optional.of(account) : owner(account.user(), actingFor.orElseThrow());
        if (owner.isEmpty()) {
            Optional<String> user = Optional.of(account.user().asString());
            return new Attempt(counted(new LoginResult.Refused(user)), Optional.empty());
        }
        session.mail().store().mailboxes().provide(owner.get().user());
        return new Attempt(result, owner);
    }

    private boolean isOwn(CheckedAccount account, Optional<String> actingFor) {
        Optional<String> domain = session.listener().policy().logins().domain();
        return actingFor
                .map(name -> session.listener().logins().account(name, domain).equals(Optional.of(account.user())))
                .orElse(true);
    }

    /** The other account whose mailboxes the user opens; empty if the user may not. */
    private Optional<CheckedAccount> owner(Username user, String actingFor) throws Exception {
        LoginChecker logins = session.listener().logins();
        Optional<Username> other =
                logins.account(actingFor, session.listener().policy().logins().domain());
        boolean granted = other.isPresent()
                && session.mail().delegations().mayActFor(user, other.get()) == Delegations.Answer.GRANTED
                && logins.mayLogIn(other.get());
        return granted ? Optional.of(logins.sessions().look(other.get())) : Optional.empty();
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
        tellTrial(trial -> trial.loggedIn(mechanism), Optional.of(owner.user().asString()));
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
                tellTrial(trial -> trial.ended(reason, session.session().state()), known);
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

    /** The accounts cannot be read now. */
    void unavailable() {
        session.replies().complete(tag, UNAVAILABLE);
    }

    /** Answers a response that is none; it is counted like wrong credentials. @param why what the client is told */
    void malformed(Completion why) {
        LoginResult result = counted(new LoginResult.Refused(Optional.empty()));
        LoginLog.tell(session.listenerName(), session.connection(), result);
        ImapRefusal reason = session.checkpoint().failedAuth(session.session().state());
        tellTrial(trial -> trial.ended(reason, session.session().state()), Optional.empty());
        session.session().become(session.session().state().afterFailedAuth());
        session.replies().complete(tag, why);
        if (reason.closes()) {
            session.replies().bye("Too many failed logins, closing connection", EndReason.ABUSE);
        }
    }

    private void tellTrial(Function<ImapTrial, List<TrialRefusal>> refusals, Optional<String> user) {
        ImapListenerSettings listener = session.listener();
        new TrialSession(session.listenerName(), session.connection(), listener.trials())
                .found(refusals.apply(ImapTrial.of(listener.policy())), TrialParty.ofUser(user));
    }

    private LoginResult counted(LoginResult result) {
        session.listener()
                .logins()
                .countFailure(
                        session.connection().client().getAddress(),
                        session.listener().policy().limits().failedLogins());
        return result;
    }

    void failed(Throwable failure) {
        session.replies()
                .complete(
                        tag,
                        FailureReplies.tell(
                                session.listenerName(), session.connection().client(), name, failure));
        session.replies().erred();
    }
}
