// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.Protocol;
import dev.sekisho.server.transport.EndReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.apache.james.imap.message.request.AuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Gives the commands of one session to James' engine, on a worker, and sees what came of them; logins are {@link ImapAuthentication}'s.
 * Confined to a connection.
 */
final class EngineDispatcher {
    /** Commands that read messages through, and say nothing to the client meanwhile. */
    private static final Set<String> SEARCHES = Set.of("SEARCH", "SORT", "THREAD");

    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");
    /** Longer than any client waits. */
    private static final Duration SEARCH_LASTS = Duration.ofMinutes(10);

    private final EngineContext context;
    private final ImapAuthentication authentication;
    private final EngineCommandGuard guard;
    private @Nullable EngineResponder output;
    private String tag = "*";
    private String name = "";

    EngineDispatcher(EngineContext context) {
        this.context = context;
        this.authentication = new ImapAuthentication(context);
        this.guard = new EngineCommandGuard(context);
    }

    /** Has a command carried out; it is closed then. */
    void carryOut(ImapCommand command) {
        tag = command.tag();
        name = command.printableName();
        EngineResponder current = new EngineResponder(
                context.connection(),
                context.listener().engine().encoder(),
                context.replies().byes(),
                command.byUid(),
                context.listener().mechanisms().names(Protocol.IMAP));
        output = current;
        context.connection()
                .offload(
                        () -> {
                            Runnable next;
                            try (command) {
                                next = call(command, current);
                            }
                            current.flush();
                            return next;
                        },
                        next -> {
                            next.run();
                            answered(current);
                        },
                        failure -> failed(current, failure));
    }

    /** Passes a line to who asked for one. */
    void pass(ImapLineHandler handler, byte[] line) {
        EngineResponder current = output;
        context.connection()
                .offload(
                        () -> {
                            handler.onLine(context.session(), line);
                            return true;
                        },
                        done -> answered(current),
                        failure -> {
                            context.session().leave(handler);
                            failed(current, failure);
                        });
    }

    /** Carries out a command; called by a worker. What follows is done on the event loop. */
    private Runnable call(ImapCommand command, EngineResponder to) throws IOException {
        Optional<String> unread = guard.refusalOfUnread(command);
        if (unread.isPresent()) {
            return () -> context.replies().line(unread.get());
        }
        ImapEngine engine = context.listener().engine();
        ImapMessage message = engine.decoder().decode(new AssembledCommandReader(command), context.session());
        if (!context.loggedIn() && message instanceof LoginRequest login) {
            return authentication.login(login);
        }
        if (!context.loggedIn() && message instanceof AuthenticateRequest authenticate) {
            return authentication.authenticate(authenticate);
        }
        Optional<String> answer = guard.answerTo(command, message);
        if (answer.isPresent()) {
            return () -> context.replies().line(answer.get());
        }
        Optional<Duration> atMost = SEARCHES.contains(command.name()) ? Optional.of(SEARCH_LASTS) : Optional.empty();
        EngineErrorPropagation.await(engine.processor().processReactive(message, to, context.session()), atMost);
        return context.replies()::served;
    }

    private void answered(@Nullable EngineResponder said) {
        if (said != null && !said.usable()) {
            context.connection().close(EndReason.DROPPED);
        } else if (context.session().getState() == ImapSessionState.LOGOUT) {
            context.connection().close(EndReason.FINISHED);
        }
    }

    private void failed(@Nullable EngineResponder said, Throwable failure) {
        Throwable cause = Exceptions.unwrap(failure);
        if (said != null && !said.usable()) {
            EngineFailureReplies.trace(
                    context.listenerName(), context.connection().client(), name, cause);
            context.connection().close(EndReason.FAULT);
        } else if (cause instanceof IllegalArgumentException && LOGINS.contains(name)) {
            authentication.refuseName(tag);
        } else {
            context.replies()
                    .line(tag + " NO "
                            + EngineFailureReplies.tell(
                                    context.listenerName(), context.connection().client(), name, cause));
            context.replies().erred();
        }
    }
}
