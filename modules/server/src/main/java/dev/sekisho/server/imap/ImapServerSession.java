// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.imap.CommandAssembler.Step;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.input.LineReader.Line;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's IMAP session: whole commands within limits are given to James' engine by {@link EngineDispatcher}, one at a time. */
final class ImapServerSession implements ProtocolSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapServerSession.class);
    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");
    private static final int BEFORE_LOGIN = 64 * 1024;

    private final EngineContext context;
    private final CommandLimits userLimits;
    private final CommandAssembler commands;
    private final EngineDispatcher engine;
    private long beforeLogin;

    ImapServerSession(EngineContext context) {
        this.context = context;
        EngineListenerSettings listener = context.listener();
        this.userLimits = CommandLimits.user(listener.settings());
        this.commands = new CommandAssembler(listener.settings().inMemoryLiteral(), listener.spill());
        this.engine = new EngineDispatcher(context);
    }

    @Override
    public void greet() {
        context.replies().line("* OK " + context.listener().identity().hostName() + " Sekisho IMAP ready");
    }

    @Override
    public void tlsStarted() {
        throw new IllegalStateException("IMAP has implicit TLS only");
    }

    @Override
    public boolean read(ByteBuf input) {
        if (!context.loggedIn() && refusesStranger()) {
            return true;
        }
        int before = input.readableBytes();
        boolean progress = readUnit(input);
        beforeLogin += context.loggedIn() ? 0 : before - input.readableBytes();
        return progress;
    }

    private boolean readUnit(ByteBuf input) {
        if (context.response().awaited()) {
            return readResponse(input);
        }
        Optional<ImapLineHandler> handler = context.session().lineHandler();
        return handler.isPresent() ? readLine(handler.get(), input) : readCommand(input);
    }

    private boolean refusesStranger() {
        if (beforeLogin > BEFORE_LOGIN) {
            LOGGER.warn(
                    "listener {}: client {} sent {} octets without a login, closed",
                    context.listenerName(),
                    context.connection().client(),
                    beforeLogin);
            context.replies().bye("Too much said before a login", EndReason.ABUSE);
            return true;
        }
        return false;
    }

    private CommandLimits limits() {
        return context.loggedIn() ? userLimits : CommandLimits.STRANGER;
    }

    /** A response of AUTHENTICATE. */
    private boolean readResponse(ByteBuf input) {
        Line line = commands.takeLine(input, limits());
        if (line instanceof Line.Incomplete) {
            return false;
        }
        if (ImapCheckpoint.refusal(context.loggedIn(), context.heldOff()).isPresent()) {
            LoginLog.refused(context.listenerName(), context.connection(), "held-off");
            context.replies().bye("Too many failed logins from your address, try again later", EndReason.ABUSE);
        } else if (line instanceof Line.Text text) {
            context.response().take(new String(text.octets(), StandardCharsets.US_ASCII));
        } else {
            context.replies().bye("This line cannot be read", EndReason.ABUSE);
        }
        return true;
    }

    /** A line that a command of the engine has asked for, such as the DONE of IDLE. */
    private boolean readLine(ImapLineHandler handler, ByteBuf input) {
        Line line = commands.takeLine(input, limits());
        if (line instanceof Line.Incomplete) {
            return false;
        }
        if (line instanceof Line.Text text) {
            byte[] octets = Arrays.copyOf(text.octets(), text.octets().length + 2);
            octets[octets.length - 2] = '\r';
            octets[octets.length - 1] = '\n';
            engine.pass(handler, octets);
        } else {
            context.replies().bye("This line cannot be read", EndReason.ABUSE);
        }
        return true;
    }

    private boolean readCommand(ByteBuf input) {
        Step step = commands.take(input, limits());
        if (step instanceof Step.Complete complete) {
            carryOut(complete.command());
        } else if (step instanceof Step.Continue) {
            context.replies().line("+ Ok");
        } else if (step instanceof Step.Spill spill) {
            context.connection()
                    .offload(
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

    private void carryOut(ImapCommand command) {
        Optional<ImapRefusal> refusal = LOGINS.contains(command.name())
                ? ImapCheckpoint.refusal(context.loggedIn(), context.heldOff())
                : Optional.empty();
        if (refusal.isPresent()) {
            if (!context.loggedIn()) {
                LoginLog.refused(context.listenerName(), context.connection(), "held-off");
            }
            context.replies().line(command.tag() + " " + refusal.get().reply());
            command.close();
            context.replies().erred();
        } else {
            engine.carryOut(command);
        }
    }

    private void refuse(Step.Refused refused) {
        context.replies().line(refused.reply());
        if (refused.ends()) {
            LOGGER.warn(
                    "listener {}: client {} sent what is beyond bounds or no IMAP, closed: {}",
                    context.listenerName(),
                    context.connection().client(),
                    refused.reply());
            context.replies().bye("What follows cannot be told from commands, closing connection", EndReason.ABUSE);
        } else {
            context.replies().erred();
        }
    }

    @Override
    public void idle() {
        context.replies().bye("Idle for too long", EndReason.IDLE);
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        context.replies().bye(why.text(), EndReason.SLOW);
    }

    @Override
    public AwaitedInput awaited() {
        return commands.awaited();
    }

    @Override
    public ClientIdentification identification() {
        return context.loggedIn() ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        return true;
    }

    @Override
    public void stopping() {
        context.replies().bye("The server ends", EndReason.FINISHED);
    }

    @Override
    public void failed() {
        context.replies().bye("[UNAVAILABLE] Local error, closing connection", EndReason.FAULT);
    }

    @Override
    public void closed(EndReason reason) {
        EngineSession ended = context.session();
        context.connection().detach(() -> ended.logout().block());
        ConnectionEvents.withTls(LogEvent.SESSION_END, context.listenerName(), context.connection())
                .with(LogKey.USER, Optional.ofNullable(ended.getUserName()).map(Username::asString))
                .with(LogKey.ENDING, reason)
                .tell();
        commands.close();
    }
}
