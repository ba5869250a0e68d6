// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.login.LoginResult;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.sasl.SaslStep;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.message.request.AuthenticateRequest;
import org.apache.james.imap.message.request.IRAuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;
import org.apache.james.mailbox.exception.ForbiddenDelegationException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UserDoesNotExistException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LOGIN and AUTHENTICATE (RFC 9051 6.2.2, 6.2.3), answered here by the server's own mechanisms, in the engine's words; the engine gets a
 * session that is logged in. Confined to a connection: what blocks is done by one worker at a time, while nothing is read.
 */
final class ImapAuthentication {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapAuthentication.class);

    private final EngineContext context;
    private int badLogins;

    ImapAuthentication(EngineContext context) {
        this.context = context;
    }

    /** Looks at a LOGIN; called by a worker. What follows is done on the event loop. */
    Runnable login(LoginRequest request) {
        Command command = new Command(request.getTag().asString(), "LOGIN", HumanReadableText.INVALID_LOGIN);
        return attempt(command, new PasswordCredentials(request.getUserid().asString(), request.getPassword()));
    }

    /** Looks at an AUTHENTICATE; called by a worker. What follows is done on the event loop. */
    Runnable authenticate(AuthenticateRequest request) {
        Command command =
                new Command(request.getTag().asString(), "AUTHENTICATE", HumanReadableText.AUTHENTICATION_FAILED);
        Optional<SaslMechanism> mechanism = context.listener().mechanisms().find(request.getAuthType(), Protocol.IMAP);
        if (mechanism.isEmpty()) {
            return () -> {
                command.no(context, HumanReadableText.UNSUPPORTED_AUTHENTICATION_MECHANISM);
                context.replies().served();
            };
        }
        Exchange exchange = new Exchange(
                command,
                new SaslDialogue(mechanism.get(), true, context.connection().client()));
        return request instanceof IRAuthenticateRequest initial
                ? exchange.after(exchange.dialogue.begin(initial.getInitialClientResponse()))
                : exchange.after(exchange.dialogue.begin());
    }

    /** A LOGIN or AUTHENTICATE whose user cannot be one. */
    void refuseName(String tag) {
        context.replies().line(tag + " NO [AUTHENTICATIONFAILED] This is no name of a user");
        failed(countedHere(new LoginResult.Refused(Optional.empty())));
    }

    /** Checks credentials and opens the engine's session; called by a worker. */
    private Runnable attempt(Command command, SaslCredentials credentials) {
        LoginResult result = context.listener()
                .logins()
                .login(
                        credentials,
                        context.connection().client().getAddress(),
                        context.listenerName(),
                        context.listener().policy().limits().failedLogins());
        return result.user().map(user -> open(command, credentials, user)).orElse(() -> answer(command, result));
    }

    private Runnable open(Command command, SaslCredentials credentials, Username user) {
        LoginResult.Refused forbidden = new LoginResult.Refused(Optional.of(user.asString()));
        Optional<Username> actingFor;
        try {
            actingFor = credentials.actingFor().map(Username::of);
        } catch (IllegalArgumentException notAName) {
            return () -> refused(command, command.refusal(), countedHere(forbidden));
        }
        try {
            context.listener().engine().login().open(context.session(), user, actingFor);
            return () -> accepted(command);
        } catch (UserDoesNotExistException e) {
            return () -> refused(command, HumanReadableText.USER_DOES_NOT_EXIST, countedHere(forbidden));
        } catch (ForbiddenDelegationException e) {
            return () -> refused(command, HumanReadableText.DELEGATION_FORBIDDEN, countedHere(forbidden));
        } catch (MailboxException e) {
            LOGGER.error(
                    "listener {}: the mailboxes of {} cannot be opened", context.listenerName(), user.asString(), e);
            return () -> unavailable(command);
        }
    }

    private void accepted(Command command) {
        command.ok(context);
        context.replies().served();
        context.connection().allowSilence(context.listener().settings().autologout());
        Username user = context.session().getUserName();
        LoginLog.good(context.listenerName(), context.connection(), user == null ? "" : user.asString());
    }

    private void answer(Command command, LoginResult result) {
        result.giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(Username user) {
                throw new IllegalStateException("who is accepted has a session of the engine's");
            }

            @Override
            public void refused(Optional<String> known) {
                ImapAuthentication.this.refused(command, command.refusal(), result);
            }

            @Override
            public void heldOff() {
                LoginLog.tell(context.listenerName(), context.connection(), result);
                context.replies().line(command.tag() + " " + ImapRefusal.HELD_OFF.reply());
                context.replies().erred();
            }

            @Override
            public void unavailable() {
                LoginLog.tell(context.listenerName(), context.connection(), result);
                ImapAuthentication.this.unavailable(command);
            }
        });
    }

    private void unavailable(Command command) {
        command.no(context, HumanReadableText.GENERIC_FAILURE_DURING_PROCESSING);
        context.replies().erred();
    }

    private void refused(Command command, HumanReadableText why, LoginResult result) {
        command.no(context, why);
        context.replies().served();
        failed(result);
    }

    /** A response that cannot be read is a bad login too, and so is a delegation that is not granted. */
    private LoginResult countedHere(LoginResult result) {
        context.listener()
                .logins()
                .countFailure(
                        context.connection().client().getAddress(),
                        context.listener().policy().limits().failedLogins());
        return result;
    }

    private void failed(LoginResult result) {
        LoginLog.tell(context.listenerName(), context.connection(), result);
        if (++badLogins >= context.listener().policy().limits().failedLogins().perConnection()) {
            context.replies().bye("Too many failed logins, closing connection", EndReason.ABUSE);
        }
    }

    /**
     * A command that logs in.
     *
     * @param tag its tag
     * @param name its name
     * @param refusal what is said of wrong credentials
     */
    private record Command(String tag, String name, HumanReadableText refusal) {
        void ok(EngineContext context) {
            context.replies().line(tag + " OK " + name + " " + HumanReadableText.COMPLETED.getDefaultValue());
        }

        void no(EngineContext context, HumanReadableText why) {
            context.replies().line(tag + " NO " + name + " " + why.getDefaultValue());
        }
    }

    /** One AUTHENTICATE, from its challenge to its answer. */
    private final class Exchange implements SaslStep.Receiver {
        private final Command command;
        private final SaslDialogue dialogue;
        private Runnable next = () -> {};

        private Exchange(Command command, SaslDialogue dialogue) {
            this.command = command;
            this.dialogue = dialogue;
        }

        /** What follows a step on the event loop; credentials are checked here, by a worker. */
        private Runnable after(SaslStep step) {
            step.giveTo(this);
            return next;
        }

        @Override
        public void challenge(String base64) {
            next = () -> {
                context.response().await(this::respond);
                context.replies().line(base64.isEmpty() ? "+" : "+ " + base64);
                context.replies().served();
            };
        }

        private void respond(String line) {
            context.connection().offload(() -> after(dialogue.respond(line)), Runnable::run, this::failedToRespond);
        }

        /** Where the store is at fault, the client may try again; what else fails is a bad login, so that it is not tried without end. */
        private void failedToRespond(Throwable failure) {
            context.replies()
                    .line(command.tag() + " NO "
                            + EngineFailureReplies.tell(
                                    context.listenerName(), context.connection().client(), command.name(), failure));
            if (TransientFailureLog.isPassing(failure)) {
                context.replies().erred();
            } else {
                failed(countedHere(new LoginResult.Refused(Optional.empty())));
            }
        }

        @Override
        public void check(SaslCredentials credentials) {
            next = attempt(command, credentials);
        }

        @Override
        public void cancelled() {
            malformed();
        }

        @Override
        public void malformed() {
            next = () -> refused(command, command.refusal(), countedHere(new LoginResult.Refused(Optional.empty())));
        }
    }
}
