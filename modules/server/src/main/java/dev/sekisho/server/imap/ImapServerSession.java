// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.imap.CommandAssembler.Step;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.transport.AwaitedInput;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionLog;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.imap.api.process.ImapLineHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One peer's IMAP session: whole commands within bounds are given to James' engine by {@link EngineDispatcher}, one at a time. */
public final class ImapServerSession implements ProtocolSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapServerSession.class);
    private static final Set<String> LOGINS = Set.of("LOGIN", "AUTHENTICATE");
    private static final int BEFORE_LOGIN = 64 * 1024;
    private static final int ERRORS = 20;

    private final ImapListenerSettings listener;
    private final CommandLimits userBounds;
    private final CommandAssembler commands;
    private final ByeGuard goodbye = new ByeGuard();
    private @Nullable ClientConnection wire;
    private @Nullable EngineSession session;
    private @Nullable EngineDispatcher calls;
    private long beforeLogin;
    private int errors;

    /** A session that has not begun. */
    public ImapServerSession(ImapListenerSettings listener) {
        this.listener = listener;
        this.userBounds = CommandLimits.user(listener.settings());
        this.commands = new CommandAssembler(listener.settings().inMemoryLiteral(), listener.spill());
    }

    // --- the wire calls ---

    @Override
    public void opened(ClientConnection connected) {
        wire = connected;
        session = new EngineSession(connected, listener.settings().compress());
        calls = new EngineDispatcher(this);
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
        if (beforeLogin > BEFORE_LOGIN) {
            LOGGER.warn(
                    "listener {}: peer {} sent {} octets without a login, closed",
                    listener.name(),
                    wire().peer(),
                    beforeLogin);
            bye("Too much said before a login", EndReason.ABUSE);
            return true;
        }
        return false;
    }

    private CommandLimits bounds() {
        return session().loggedIn() ? userBounds : CommandLimits.STRANGER;
    }

    private boolean readLine(ImapLineHandler handler, ByteBuf input) {
        Line line = commands.takeLine(input, bounds());
        if (line instanceof Line.Incomplete) {
            return false;
        }
        if (ImapCheckpoint.refusal(session().loggedIn(), heldOff()).isPresent()) {
            LoginLog.refused(listener.name(), wire(), "held-off");
            bye("Too many failed logins from your address, try again later", EndReason.ABUSE);
        } else if (line instanceof Line.Text text) {
            byte[] octets = java.util.Arrays.copyOf(text.octets(), text.octets().length + 2);
            octets[octets.length - 2] = '\r';
            octets[octets.length - 1] = '\n';
            calls().pass(handler, octets);
        } else {
            bye("This line cannot be read", EndReason.ABUSE);
        }
        return true;
    }

    private boolean readCommand(ByteBuf input) {
        Step step = commands.take(input, bounds());
        if (step instanceof Step.Complete complete) {
            carryOut(complete.command());
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

    private void carryOut(ImapCommand command) {
        Optional<ImapRefusal> refusal = LOGINS.contains(command.name())
                ? ImapCheckpoint.refusal(session().loggedIn(), heldOff())
                : Optional.empty();
        if (refusal.isPresent()) {
            if (!session().loggedIn()) {
                LoginLog.refused(listener.name(), wire(), "held-off");
            }
            wire().line(command.tag() + " " + refusal.get().reply());
            command.close();
            erred();
        } else {
            calls().carryOut(command);
        }
    }

    private boolean heldOff() {
        return listener.ledger().heldOff(wire().peer().getAddress());
    }

    private void refuse(Step.Refused refused) {
        wire().line(refused.reply());
        if (refused.ends()) {
            LOGGER.warn(
                    "listener {}: peer {} sent what is beyond bounds or no IMAP, closed: {}",
                    listener.name(),
                    wire().peer(),
                    refused.reply());
            bye("What follows cannot be told from commands, closing connection", EndReason.ABUSE);
        } else {
            erred();
        }
    }

    @Override
    public void idle() {
        bye("Idle for too long", EndReason.IDLE);
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        bye(why.text(), EndReason.SLOW);
    }

    @Override
    public AwaitedInput awaited() {
        return commands.awaited();
    }

    @Override
    public ClientIdentification acquaintance() {
        return session != null && session.loggedIn() ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        return true;
    }

    @Override
    public void stopping() {
        bye("The server ends", EndReason.FINISHED);
    }

    @Override
    public void failed() {
        bye("[UNAVAILABLE] Local error, closing connection", EndReason.FAULT);
    }

    @Override
    public void closed(EndReason ending) {
        if (wire != null) {
            EngineSession ended = session();
            wire().detach(() -> ended.logout().block());
            tellEnd(ending);
        }
        commands.close();
    }

    private void tellEnd(EndReason ending) {
        ConnectionLog.withTls(LogEvent.SESSION_END, listener.name(), wire())
                .with(LogKey.USER, Optional.ofNullable(session().getUserName()).map(Username::asString))
                .with(LogKey.ENDING, ending)
                .tell();
    }

    // --- what calls of the engine use ---

    ImapListenerSettings listener() {
        return listener;
    }

    ByeGuard goodbye() {
        return goodbye;
    }

    /** A command was refused or failed. */
    void erred() {
        if (++errors >= ERRORS) {
            bye("Too many errors, closing connection", EndReason.ABUSE);
        }
    }

    /** A command was carried out. */
    void served() {
        errors = 0;
    }

    void bye(String text, EndReason ending) {
        if (goodbye.begin()) {
            wire().line("* BYE " + text);
        }
        wire().close(ending);
    }

    ClientConnection wire() {
        if (wire == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return wire;
    }

    EngineSession session() {
        if (session == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return session;
    }

    private EngineDispatcher calls() {
        if (calls == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return calls;
    }
}
