// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of one session, by USER and PASS or by AUTH (RFC 1939 7, RFC 5034), and the lock on the maildrop that comes with it. Confined
 * to a connection.
 */
final class Pop3Authentication {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pop3Authentication.class);

    private final Pop3ServerSession session;
    private @Nullable LockedMaildrop locked;
    private String userName = "";
    private Optional<Username> user = Optional.empty();
    private boolean awaitsResponse;

    Pop3Authentication(Pop3ServerSession session) {
        this.session = session;
    }

    /** Who has logged in. */
    Optional<Username> user() {
        return user;
    }

    /** True if the next line is a response and no command. */
    boolean awaitsResponse() {
        return awaitsResponse;
    }

    /** A line that is none ends the dialogue. */
    void giveUp() {
        awaitsResponse = false;
    }

    /** What was said before TLS counts no more. */
    void forget() {
        userName = "";
    }

    /** A USER command that the policy allows. */
    void user(String name) {
        if (name.isEmpty()) {
            session.error("-ERR User name expected");
            return;
        }
        userName = name;
        session.become(session.state().afterUser());
        session.done("+OK Send PASS");
    }

    /** A PASS command that the policy allows. */
    void password(String password) {
        login(new PasswordCredentials(userName, password));
    }

    /** An AUTH command that the policy allows. */
    void authenticate(String argument) {
        String[] words = argument.split(" +", 2);
        if (argument.isEmpty()) {
            session.done("+OK");
            session.wire().line("PLAIN");
            session.wire().line(".");
        } else if (!words[0].equalsIgnoreCase("PLAIN")) {
            session.error("-ERR Unrecognized authentication mechanism");
        } else if (words.length == 1) {
            awaitsResponse = true;
            session.wire().line("+ ");
        } else {
            plain(words[1].strip());
        }
    }

    /** A response of the client. */
    void respond(String line) {
        awaitsResponse = false;
        plain(line);
    }

    private void plain(String response) {
        if (response.equals("*")) {
            session.error("-ERR Authentication cancelled");
            return;
        }
        PasswordCredentials.ofPlain(response)
                .ifPresentOrElse(this::login, () -> session.error("-ERR Cannot decode the response"));
    }

    private void login(PasswordCredentials credentials) {
        session.wire().offload(() -> attempt(credentials), this::attempted);
    }

    private Attempt attempt(PasswordCredentials credentials) throws Exception {
        Pop3ListenerSettings listener = session.listener();
        LoginResult login = listener.logins()
                .login(
                        credentials,
                        session.wire().peer().getAddress(),
                        listener.name(),
                        listener.policy().limits().failedLogins());
        if (!(login instanceof LoginResult.Accepted accepted)) {
            return new Attempt(login, Optional.empty());
        }
        try {
            // Kept where close() finds it, should the peer be gone before the login is answered.
            locked = listener.maildrops().open(accepted.user()).orElse(null);
            return new Attempt(login, locked == null ? Optional.of(Pop3Refusal.MAILDROP_IN_USE) : Optional.empty());
        } catch (Exception e) {
            String what = "listener " + listener.name() + ": the maildrop of "
                    + accepted.user().asString() + " cannot be opened";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
            return new Attempt(login, Optional.of(Pop3Refusal.MAILDROP_UNAVAILABLE));
        }
    }

    private void attempted(Attempt attempt) {
        LoginLog.tell(session.listener().name(), session.wire(), attempt.login());
        userName = "";
        if (attempt.login() instanceof LoginResult.Accepted accepted) {
            user = Optional.of(accepted.user());
            attempt.obstacle().ifPresentOrElse(this::notOpened, this::opened);
        } else if (attempt.login() instanceof LoginResult.HeldOff) {
            session.refuse(Pop3Refusal.HELD_OFF);
        } else if (attempt.login() instanceof LoginResult.Unavailable) {
            session.error("-ERR [SYS/TEMP] Logins cannot be checked at the moment");
        } else {
            Pop3Refusal reason = session.checkpoint().failedAuth(session.state());
            session.become(session.state().afterFailedAuth());
            session.refuse(reason);
        }
    }

    private void opened() {
        if (locked == null) {
            throw new IllegalStateException("a maildrop that is open is locked");
        }
        session.become(session.state().afterAuth());
        session.serve(locked);
        session.done("+OK Maildrop has " + locked.messages().size() + " messages");
    }

    private void notOpened(Pop3Refusal obstacle) {
        session.become(session.state().afterMaildropInUse());
        session.refuse(obstacle);
    }

    /** Lets go of the maildrop. */
    void close() {
        if (locked != null) {
            session.wire().detach(locked::close);
        }
    }

    private record Attempt(LoginResult login, Optional<Pop3Refusal> obstacle) {}
}
