// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.policy.pop3.Pop3Verb;
import dev.sekisho.server.login.ExposedAccount;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.transport.AwaitedInput;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionLog;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.LineProtocolErrors;
import dev.sekisho.server.transport.LineReader;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One peer's POP3 session: reads commands and has them decided. Logins are {@link Pop3Authentication}'s, the maildrop is {@link MaildropCommands}'s. */
public final class Pop3ServerSession implements ProtocolSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pop3ServerSession.class);
    private static final Set<Pop3Verb> LOGINS = EnumSet.of(Pop3Verb.USER, Pop3Verb.PASS, Pop3Verb.AUTH, Pop3Verb.APOP);
    private static final String TOO_LONG = "-ERR Line too long";

    private final Pop3ListenerSettings listener;
    private final Pop3Checkpoint checkpoint;
    private final LineReader lines = new LineReader();

    private @Nullable ClientConnection wire;
    private @Nullable MaildropCommands maildrop;
    private Pop3State state = Pop3State.connected(false);
    private String userInClear = "";
    private final Pop3Authentication login = new Pop3Authentication(this);
    private final LineProtocolErrors faults;

    /** A session that has not begun. */
    public Pop3ServerSession(Pop3ListenerSettings listener) {
        this.listener = listener;
        this.checkpoint = listener.checkpoint();
        this.faults = new LineProtocolErrors(
                listener.name(),
                this::wire,
                new LineProtocolErrors.Words(
                        "-ERR Lines end in CR LF and hold neither CR, LF nor NUL",
                        TOO_LONG,
                        "-ERR Send STLS first",
                        ""));
    }

    @Override
    public void opened(ClientConnection connected) {
        wire = connected;
        state = Pop3State.connected(connected.tls().isPresent());
        wire().line("+OK " + listener.hostName() + " " + listener.greeting());
    }

    @Override
    public void tlsStarted() {
        state = state.afterStls();
        login.forget();
    }

    @Override
    public boolean read(ByteBuf input) {
        Line line = lines.take(input, state.tls() ? PortLimits.AUTH_LINE : PortLimits.POP3_LINE);
        if (!(line instanceof Line.Text text)) {
            boolean fault = faults.notALine(line);
            if (fault) {
                login.giveUp();
            }
            return fault;
        }
        String decoded = new String(text.octets(), StandardCharsets.UTF_8);
        if (login.awaitsResponse()) {
            login.respond(decoded);
        } else {
            command(decoded);
        }
        return true;
    }

    @Override
    public void idle() {
        wire().line("-ERR [SYS/TEMP] Idle for too long, closing connection");
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        wire().line("-ERR [SYS/TEMP] " + why.text());
    }

    @Override
    public AwaitedInput awaited() {
        return lines.insideLine() ? AwaitedInput.REST_OF_COMMAND : AwaitedInput.COMMAND;
    }

    @Override
    public ClientIdentification acquaintance() {
        return state.phase() == Pop3State.Phase.TRANSACTION ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        return maildrop == null || !maildrop.sending();
    }

    @Override
    public void stopping() {
        wire().line("-ERR [SYS/TEMP] The server ends, try again later");
    }

    @Override
    public void failed() {
        wire().line("-ERR [SYS/TEMP] Local error, closing connection");
    }

    @Override
    public void closed(EndReason ending) {
        if (wire == null) {
            return;
        }
        LogLineBuilder line = ConnectionLog.withTls(LogEvent.SESSION_END, listener.name(), wire())
                .with(LogKey.USER, login.user().map(Username::asString))
                .with(LogKey.ENDING, ending);
        if (maildrop != null) {
            maildrop.describe(line);
        }
        line.tell();
        if (maildrop != null) {
            maildrop.close();
        }
        login.close();
    }

    private void command(String line) {
        int space = line.indexOf(' ');
        Pop3Verb verb = Pop3Verb.of((space < 0 ? line : line.substring(0, space)).strip());
        // The argument of PASS is all that follows the one space: passwords may hold and end in spaces (RFC 1939 7).
        String raw = space < 0 ? "" : line.substring(space + 1);
        String argument = verb == Pop3Verb.PASS ? raw : raw.strip();
        if (line.length() + 2 > PortLimits.POP3_LINE && verb != Pop3Verb.AUTH) {
            error(TOO_LONG);
            return;
        }
        if (LOGINS.contains(verb)) {
            become(state.withHeldOff(listener.logins().heldOff(wire().peer().getAddress())));
        }
        Pop3Decision decision = checkpoint.decide(state, verb, !argument.isEmpty());
        if (decision instanceof Pop3Decision.Refuse refuse) {
            if (refuse.reason() == Pop3Refusal.HELD_OFF) {
                LoginLog.refused(listener.name(), wire(), "held-off");
            }
            if (!state.tls()) {
                noteExposure(verb, argument);
            }
            refuse(refuse.reason());
        } else {
            carryOut(verb, argument);
        }
    }

    /** Credentials that came in clear are not looked at; but somebody may have read them, so their account is marked. */
    private void noteExposure(Pop3Verb verb, String argument) {
        if (verb == Pop3Verb.PASS || verb == Pop3Verb.APOP || verb == Pop3Verb.AUTH) {
            LoginLog.refused(listener.name(), wire(), "auth-needs-tls");
        }
        Optional<String> account = switch (verb) {
            case USER -> {
                userInClear = argument;
                yield Optional.empty();
            }
            case PASS -> Optional.of(userInClear);
            case APOP -> Optional.of(argument.split(" ", 2)[0]);
            case AUTH -> ExposedAccount.named(argument);
            case CAPA, STLS, STAT, LIST, UIDL, RETR, TOP, DELE, NOOP, RSET, QUIT, UNKNOWN -> Optional.empty();
        };
        account.ifPresent(name -> listener.logins().sentInClear(name, listener.name()));
    }

    private void carryOut(Pop3Verb verb, String argument) {
        switch (verb) {
            case CAPA -> capabilities();
            case STLS -> startTls();
            case USER -> login.user(argument);
            case PASS -> login.password(argument);
            case AUTH -> login.authenticate(argument);
            case QUIT -> quit();
            case STAT, LIST, UIDL, RETR, TOP, DELE, NOOP, RSET -> session().carryOut(verb, argument);
            case APOP, UNKNOWN -> throw new IllegalStateException("the policy refuses " + verb + " in every state");
        }
    }

    private void capabilities() {
        wire().line("+OK Capability list follows");
        checkpoint.capabilities(state).forEach(wire()::line);
        wire().line("IMPLEMENTATION Sekisho");
        wire().line(".");
    }

    private void startTls() {
        if (wire().tlsAvailable()) {
            wire().startTls("+OK Begin TLS negotiation");
        } else {
            LOGGER.error(
                    "listener {}: STLS of {} refused, there is no certificate to present",
                    listener.name(),
                    wire().peer());
            wire().line("-ERR [SYS/TEMP] TLS is not available at the moment");
        }
    }

    private void quit() {
        if (maildrop == null) {
            bye("+OK Bye");
        } else {
            maildrop.update();
        }
    }

    // --- what logins and the maildrop's session use ---

    Pop3ListenerSettings listener() {
        return listener;
    }

    Pop3Checkpoint checkpoint() {
        return checkpoint;
    }

    Pop3State state() {
        return state;
    }

    void become(Pop3State next) {
        state = next;
    }

    /** Somebody has logged in, and the maildrop is locked. */
    void serve(LockedMaildrop opened) {
        maildrop = new MaildropCommands(this, new MaildropListing(opened));
    }

    ClientConnection wire() {
        if (wire == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return wire;
    }

    void done(String line) {
        faults.forgive();
        wire().line(line);
    }

    void error(String line) {
        faults.error(line);
    }

    void bye(String line) {
        wire().line(line);
        wire().close(EndReason.FINISHED);
    }

    void refuse(Pop3Refusal reason) {
        if (reason.closes()) {
            wire().line(reason.reply());
            wire().close(EndReason.ABUSE);
        } else {
            error(reason.reply());
        }
    }

    private MaildropCommands session() {
        if (maildrop == null) {
            throw new IllegalStateException("the policy allows no command on a maildrop before a login");
        }
        return maildrop;
    }
}
