// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.imap.CommandAssembler.Step;
import dev.sekisho.server.transport.Conversation;
import dev.sekisho.server.transport.Ending;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.TlsSession;
import dev.sekisho.server.transport.Wire;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.apache.james.imap.main.DeniedAccessOnSharedMailboxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/** One peer's IMAP session: whole commands within bounds are given to James' engine, one at a time, on a worker. */
public final class ImapConversation implements Conversation {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapConversation.class);
    private static final int BEFORE_LOGIN = 64 * 1024;
    private static final int ERRORS = 20;

    private final ImapListener listener;
    private final CommandBounds userBounds;
    private final CommandAssembler commands;
    private final Goodbye goodbye = new Goodbye();
    private @Nullable Wire wire;
    private @Nullable EngineSession session;
    private @Nullable EngineOutput output;
    private long beforeLogin;
    private int badLogins;
    private int errors;

    /** A session that has not begun. */
    public ImapConversation(ImapListener listener) {
        this.listener = listener;
        this.userBounds = CommandBounds.user(listener.settings());
        this.commands = new CommandAssembler(listener.settings().inMemoryLiteral(), listener.spill());
    }

    // --- the wire calls ---

    @Override
    public void opened(Wire connected) {
        wire = connected;
        session = new EngineSession(connected, listener.settings().compress());
        wire().line("* OK " + listener.hostName() + " Sekisho IMAP ready");
    }

    @Override
    public void tlsStarted() {
        throw new IllegalStateException("IMAP has implicit TLS only");
    }

    @Override
    public boolean read(ByteBuf input) {
        if (!session().loggedIn() && refusesStranger()) {
            return true;
        }
        int before = input.readableBytes();
        Optional<ImapLineHandler> handler = session().lineHandler();
        boolean progress = handler.isPresent() ? readLine(handler.get(), input) : readCommand(input);
        beforeLogin += session().loggedIn() ? 0 : before - input.readableBytes();
        return progress;
    }

    private boolean refusesStranger() {
        if (listener.ledger().heldOff(wire().peer().getAddress())) {
            bye("Too many failed logins from your address, try again later", Ending.ABUSE);
            return true;
        }
        if (beforeLogin > BEFORE_LOGIN) {
            LOGGER.warn(
                    "listener {}: peer {} sent {} octets without a login, closed",
                    listener.name(),
                    wire().peer(),
                    beforeLogin);
            bye("Too much said before a login", Ending.ABUSE);
            return true;
        }
        return false;
    }

    private CommandBounds bounds() {
        return session().loggedIn() ? userBounds : CommandBounds.STRANGER;
    }

    private boolean readLine(ImapLineHandler handler, ByteBuf input) {
        Line line = commands.takeLine(input, bounds());
        if (line instanceof Line.Incomplete) {
            return false;
        }
        if (line instanceof Line.Text text) {
            byte[] octets = java.util.Arrays.copyOf(text.octets(), text.octets().length + 2);
            octets[octets.length - 2] = '\r';
            octets[octets.length - 1] = '\n';
            EngineOutput current = output;
            wire().offload(
                            () -> {
                                handler.onLine(session(), octets);
                                return true;
                            },
                            done -> answered(current),
                            failure -> failed("*", current, failure));
        } else {
            bye("This line cannot be read", Ending.ABUSE);
        }
        return true;
    }

    private boolean readCommand(ByteBuf input) {
        Step step = commands.take(input, bounds());
        if (step instanceof Step.Complete complete) {
            process(complete.command());
        } else if (step instanceof Step.Continue) {
            wire().line("+ Ok");
        } else if (step instanceof Step.Spill spill) {
            wire().offload(
                            () -> {
                                spill.literal().spill();
                                return true;
                            },
                            spilled -> {});
        } else if (step instanceof Step.Refused refused) {
            refuse(refused);
        }
        return !(step instanceof Step.Incomplete);
    }

    private void refuse(Step.Refused refused) {
        wire().line(refused.reply());
        if (refused.ends()) {
            LOGGER.warn(
                    "listener {}: peer {} sent what is beyond bounds or no IMAP, closed: {}",
                    listener.name(),
                    wire().peer(),
                    refused.reply());
            bye("What follows cannot be told from commands, closing connection", Ending.ABUSE);
        } else if (++errors >= ERRORS) {
            bye("Too many errors, closing connection", Ending.ABUSE);
        }
    }

    private void process(ImapCommand command) {
        EngineOutput current = new EngineOutput(wire(), listener.engine().encoder(), goodbye);
        output = current;
        wire().offload(
                        () -> {
                            try (command) {
                                carryOut(command, current);
                            }
                            return true;
                        },
                        done -> {
                            errors = 0;
                            answered(current);
                        },
                        failure -> failed(command.tag(), current, failure));
    }

    private void carryOut(ImapCommand command, EngineOutput to) {
        ImapMessage message = listener.engine().decoder().decode(new CommandReader(command), session());
        EngineFailures.await(listener.engine().processor().processReactive(message, to, session()));
        to.flush();
    }

    private void answered(@Nullable EngineOutput said) {
        if (said != null && said.tookBadLogin()) {
            loginFailed();
        }
        if (said != null && !said.usable()) {
            wire().close(Ending.DROPPED);
        } else if (session().getState() == ImapSessionState.LOGOUT) {
            wire().close(Ending.FINISHED);
        }
    }

    private void loginFailed() {
        LOGGER.warn(
                "listener {}: bad login from {}",
                listener.name(),
                wire().peer().getAddress().getHostAddress());
        listener.ledger().failed(wire().peer().getAddress());
        if (++badLogins >= listener.policy().limits().failedAuths()) {
            bye("Too many failed logins, closing connection", Ending.ABUSE);
        }
    }

    private void failed(String tag, @Nullable EngineOutput said, Throwable failure) {
        Throwable cause = Exceptions.unwrap(failure);
        if (said != null && !said.usable()) {
            LOGGER.error(
                    "listener {}: a command of {} failed in the middle of its answer",
                    listener.name(),
                    wire().peer(),
                    cause);
            wire().close(Ending.FAULT);
        } else if (cause instanceof DeniedAccessOnSharedMailboxException) {
            wire().line(tag + " NO [NOPERM] There are no mailboxes here but your own");
        } else if (cause instanceof StackOverflowError) {
            LOGGER.warn("listener {}: a command of {} met what is nested too deeply", listener.name(), wire().peer());
            wire().line(tag + " NO [LIMIT] A message or the command is nested too deeply");
        } else {
            LOGGER.error("listener {}: a command of {} failed", listener.name(), wire().peer(), cause);
            wire().line(tag + " NO [SERVERBUG] The command failed, the log tells why");
        }
    }

    @Override
    public void idle() {
        bye("Idle for too long", Ending.IDLE);
    }

    @Override
    public boolean interruptible() {
        return true;
    }

    @Override
    public void stopping() {
        bye("The server ends", Ending.FINISHED);
    }

    @Override
    public void failed() {
        bye("[UNAVAILABLE] Local error, closing connection", Ending.FAULT);
    }

    @Override
    public void closed(Ending ending) {
        commands.close();
        if (wire == null) {
            return;
        }
        LOGGER.info(
                "listener {}: session {} peer {} tls {} user {} {}",
                listener.name(),
                wire().id(),
                wire().peer(),
                wire().tls().map(TlsSession::version).orElse("-"),
                Optional.ofNullable(session().getUserName())
                        .map(Username::asString)
                        .orElse("-"),
                ending.text());
        wire().detach(() -> session().logout().block());
    }

    // --- inside ---

    private void bye(String text, Ending ending) {
        if (goodbye.begin()) {
            wire().line("* BYE " + text);
        }
        wire().close(ending);
    }

    private Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return wire;
    }

    private EngineSession session() {
        if (session == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return session;
    }
}
