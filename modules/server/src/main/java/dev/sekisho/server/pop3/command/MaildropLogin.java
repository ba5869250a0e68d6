// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3Trial;
import dev.sekisho.policy.trial.TrialRefusal;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.login.LoginAttempt;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.pop3.maildrop.LockedMaildrop;
import dev.sekisho.server.pop3.maildrop.MaildropListing;
import dev.sekisho.server.pop3.maildrop.MaildropTransaction;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.pop3.session.Pop3ListenerSettings;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.trial.TrialParty;
import dev.sekisho.server.trial.TrialSession;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of a login's credentials, and the lock on the maildrop that comes with it (RFC 1939 4). Confined to a connection. */
final class MaildropLogin {
    private static final Logger LOGGER = LoggerFactory.getLogger(MaildropLogin.class);

    private static final String ACCOUNT_CHANGED = "-ERR [AUTH] The account has changed, log in again";

    private static final String TOO_MANY = "-ERR [SYS/TEMP] Too many connections of this user, try again later";

    private final Pop3Context session;
    private final Optional<BuiltInMechanism> by;
    private final BiConsumer<String, Runnable> confirmation;

    /** Of a login by USER and PASS or by APOP, which has no last word. */
    MaildropLogin(Pop3Context session, BuiltInMechanism by) {
        this(session, Optional.of(by), (last, confirmed) -> confirmed.run());
    }

    /**
     * @param by the mechanism, if it is one of this server's own
     * @param confirmation tells the client the last word of a mechanism, and runs what follows when the client has confirmed it
     */
    MaildropLogin(Pop3Context session, Optional<BuiltInMechanism> by, BiConsumer<String, Runnable> confirmation) {
        this.session = session;
        this.by = by;
        this.confirmation = confirmation;
    }

    /**
     * What came of a login.
     *
     * @param login the result of the check
     * @param obstacle why the maildrop of who logged in is not open
     */
    private record Attempt(LoginResult login, Optional<Pop3Refusal> obstacle) {}

    /** Checks credentials, and opens the maildrop if they are right. */
    void check(SaslCredentials credentials) {
        Pop3ListenerSettings listener = session.listener();
        LoginAttempt attempt =
                LoginAttempt.of(credentials, session.connection(), session.listenerName(), listener.policy());
        listener.logins().login(session.connection(), attempt, this::checked, session.connection()::fault);
    }

    private void checked(LoginResult login) {
        login.lastChallenge()
                .ifPresentOrElse(last -> confirmation.accept(last, () -> confirmed(login)), () -> confirmed(login));
    }

    private void confirmed(LoginResult login) {
        login.user()
                .ifPresentOrElse(
                        user -> session.connection()
                                .offload(
                                        () -> {
                                            Attempt attempt = new Attempt(login, open(user));
                                            remember(attempt);
                                            return attempt;
                                        },
                                        this::attempted),
                        () -> attempted(new Attempt(login, Optional.empty())));
    }

    /** Opens a maildrop, and keeps it where the end of the session closes it, even if the client disconnects meanwhile. */
    private Optional<Pop3Refusal> open(Username user) {
        try {
            Optional<LockedMaildrop> opened = session.listener().maildrops().open(user);
            opened.ifPresent(session.session()::lock);
            return opened.isPresent() ? Optional.empty() : Optional.of(Pop3Refusal.MAILDROP_IN_USE);
        } catch (Exception e) {
            String what =
                    "listener " + session.listenerName() + ": the maildrop of " + user.asString() + " cannot be opened";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
            return Optional.of(Pop3Refusal.MAILDROP_UNAVAILABLE);
        }
    }

    /** For POP before SMTP. Who could not read is no less who logged in; what cannot be written down does not end the login. */
    private void remember(Attempt attempt) {
        InetAddress client = session.connection().client().getAddress();
        try {
            if (session.listener().policy().standsForUser(client.getAddress())) {
                attempt.login()
                        .account()
                        .ifPresent(account ->
                                session.listener().logins().popBeforeSmtp().loggedIn(client, account));
            }
        } catch (StoreException e) {
            TransientFailureLog.ofProcess()
                    .error(LOGGER, e, () -> "a login by POP3 cannot be remembered for POP before SMTP");
        }
    }

    private void attempted(Attempt attempt) {
        LoginLog.tell(session.listenerName(), session.connection(), attempt.login());
        session.session().named("");
        attempt.login().giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(CheckedAccount account) {
                Optional<String> tooMany =
                        session.connection().identified(account.user().asString());
                if (tooMany.isPresent()) {
                    ConnectionEvents.refused(session.listenerName(), session.connection(), tooMany.get());
                    session.replies().bye(TOO_MANY);
                    return;
                }
                session.session().loggedIn(account.user());
                tellTrial(
                        trial -> trial.loggedIn(by), Optional.of(account.user().asString()));
                session.listener()
                        .logins()
                        .sessions()
                        .add(
                                session.connection(),
                                List.of(account),
                                () -> session.replies().line(ACCOUNT_CHANGED));
                attempt.obstacle().ifPresentOrElse(MaildropLogin.this::notOpened, MaildropLogin.this::opened);
            }

            @Override
            public void refused(Optional<String> known) {
                Pop3Refusal reason = session.checkpoint().failedAuth(session.state());
                tellTrial(trial -> trial.ended(reason, session.state()), known);
                session.session().become(session.state().afterFailedAuth());
                session.replies().refuse(reason);
            }

            @Override
            public void heldOff(GuessRefusal why) {
                session.replies().refuse(Pop3Refusal.of(why));
            }

            @Override
            public void unavailable() {
                session.replies().error("-ERR [SYS/TEMP] Logins cannot be checked at the moment");
            }
        });
    }

    private void tellTrial(Function<Pop3Trial, List<TrialRefusal>> refusals, Optional<String> user) {
        Pop3ListenerSettings listener = session.listener();
        new TrialSession(session.listenerName(), session.connection(), listener.trials())
                .found(refusals.apply(Pop3Trial.of(listener.policy())), TrialParty.ofUser(user));
    }

    private void opened() {
        LockedMaildrop locked = session.session().locked();
        if (locked == null) {
            throw new IllegalStateException("a maildrop that is open is locked");
        }
        session.session().become(session.state().afterAuth());
        session.session().serve(new MaildropTransaction(session.connection(), new MaildropListing(locked)));
        session.replies().done("+OK Maildrop has " + locked.messages().size() + " messages");
    }

    private void notOpened(Pop3Refusal obstacle) {
        session.session().become(session.state().afterMaildropInUse());
        session.replies().refuse(obstacle);
    }
}
