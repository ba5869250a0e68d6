// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.Limits;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.transport.Conversation;
import dev.sekisho.server.transport.Ending;
import dev.sekisho.server.transport.LineReader;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.TlsSession;
import dev.sekisho.server.transport.Wire;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One peer's SMTP session: reads commands, has them decided, carries out what is allowed. Transactions are {@link Transaction}'s. */
public final class SmtpConversation implements Conversation {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpConversation.class);
    private static final int TRANSACTION_LINE = 2_048;
    private static final int ERRORS = 20;
    private static final List<String> HTTP = List.of("GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS");

    private final SmtpListener listener;
    private final SmtpCheckpoint checkpoint;
    private final LineReader lines = new LineReader();

    private @Nullable Wire wire;
    private @Nullable HookSession hookSession;
    private @Nullable Transaction transaction;
    private @Nullable RefusedChunk refusedChunk;
    private final SmtpGreeting greeting = new SmtpGreeting(this);
    private SmtpLogin login = new SmtpLogin(this);
    private SmtpState state = SmtpState.connected(false, false);
    private String helo = "";
    private int errors;
    private int messages;

    /** A session that has not begun. */
    public SmtpConversation(SmtpListener listener) {
        this.listener = listener;
        this.checkpoint = listener.checkpoint();
    }

    // --- the wire calls ---

    @Override
    public void opened(Wire connected) {
        wire = connected;
        boolean trusted = listener.trusted().test(connected.peer().getAddress());
        state = SmtpState.connected(connected.tls().isPresent(), trusted);
        judgePeer();
        wire().line("220 " + listener.hostName() + " ESMTP " + listener.greeting());
    }

    @Override
    public void tlsStarted() {
        endTransaction();
        state = state.afterStartTls();
        helo = "";
        login = new SmtpLogin(this);
        hookSession = null;
        judgePeer();
    }

    @Override
    public boolean read(ByteBuf input) {
        if (refusedChunk != null) {
            passRefusedChunk(refusedChunk, input);
            return true;
        }
        if (transaction != null && transaction.receiving()) {
            return transaction.receive(input);
        }
        Line line = lines.take(input, login.awaitsResponse() ? Limits.AUTH_LINE : commandLimit());
        if (line instanceof Line.Text text) {
            String decoded = new String(text.octets(), StandardCharsets.UTF_8);
            if (login.awaitsResponse()) {
                login.respond(decoded);
            } else {
                command(decoded);
            }
            return true;
        }
        return notALine(line);
    }

    private boolean notALine(Line line) {
        login.giveUp();
        if (line instanceof Line.TlsRecord) {
            say(Replies.LINE_MALFORMED);
            LOGGER.warn(
                    "listener {}: peer {} began TLS in clear; closed. A client that is set to SSL/TLS belongs on a port of implicit TLS",
                    listener.name(),
                    wire().peer());
            wire().close(Ending.ABUSE);
        } else if (line instanceof Line.Malformed) {
            error(Replies.LINE_MALFORMED);
        } else if (line instanceof Line.TooLong) {
            error(Replies.LINE_TOO_LONG);
        } else if (line instanceof Line.Endless) {
            say(Replies.LINE_TOO_LONG);
            LOGGER.warn("listener {}: peer {} sent a line without an end, closed", listener.name(), wire().peer());
            wire().close(Ending.ABUSE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void idle() {
        say(Replies.IDLE);
    }

    @Override
    public boolean interruptible() {
        return transaction == null || !transaction.receiving();
    }

    @Override
    public void stopping() {
        say(Replies.STOPPING);
    }

    @Override
    public void failed() {
        say(Replies.FAULT);
    }

    @Override
    public void closed(Ending ending) {
        endTransaction();
        if (wire == null) {
            return;
        }
        LOGGER.info(
                "listener {}: session {} peer {} helo {} tls {} user {} messages {} {}",
                listener.name(),
                wire().id(),
                wire().peer(),
                helo.isEmpty() ? "-" : helo.replaceAll("[^\\p{Graph}]", "?"),
                wire().tls().map(TlsSession::version).orElse("-"),
                login.user().map(Username::asString).or(this::pinName).orElse("-"),
                messages,
                ending.text());
    }

    // --- commands ---

    private void command(String line) {
        String stripped = line.stripTrailing();
        int space = stripped.indexOf(' ');
        String word = space < 0 ? stripped : stripped.substring(0, space);
        String argument = space < 0 ? "" : stripped.substring(space + 1).strip();
        SmtpVerb verb = SmtpVerb.of(word);
        if (verb == SmtpVerb.UNKNOWN && HTTP.contains(word)) {
            say(Replies.NOT_HTTP);
            LOGGER.warn("listener {}: peer {} speaks HTTP, closed", listener.name(), wire().peer());
            wire().close(Ending.ABUSE);
            return;
        }
        if (line.length() + 2 > lineLimit(verb)) {
            error(Replies.LINE_TOO_LONG);
            return;
        }
        if (verb == SmtpVerb.MAIL) {
            judgePeer();
        }
        SmtpDecision decision = checkpoint.decide(state, new SmtpCommand(verb, !argument.isEmpty()));
        if (decision instanceof SmtpDecision.Refuse refuse && verb == SmtpVerb.BDAT) {
            refuseChunk(refuse.reason(), argument);
        } else if (decision instanceof SmtpDecision.Refuse refuse) {
            noteExposure(refuse.reason(), argument);
            refuse(refuse.reason());
        } else {
            carryOut(verb, argument);
        }
    }

    private void carryOut(SmtpVerb verb, String argument) {
        switch (verb) {
            case EHLO, HELO -> greeting.greet(verb, argument);
            case STARTTLS -> startTls();
            case AUTH -> login.begin(argument);
            case MAIL -> newTransaction().mail(argument);
            case RCPT -> current().rcpt(argument);
            case DATA -> current().data(argument);
            case BDAT -> current().bdat(argument);
            case RSET -> {
                endTransaction();
                done(Replies.OK);
            }
            case NOOP -> done(Replies.OK);
            case HELP -> done(Replies.HELP);
            case VRFY -> done(Replies.CANNOT_VRFY);
            case QUIT -> {
                say(Replies.BYE);
                wire().close(Ending.FINISHED);
            }
            case EXPN, ETRN, ATRN, TURN, UNKNOWN ->
                throw new IllegalStateException("the policy refuses " + verb + " in every state");
        }
    }

    private void refuseChunk(SmtpRefusal reason, String argument) {
        Optional<BdatArgument> chunk = BdatArgument.parse(argument);
        if (chunk.isEmpty()) {
            chunkOfUnknownSize();
        } else if (chunk.get().size() > checkpoint.messageBytes(state)) {
            say(reason.reply());
            wire().close(Ending.ABUSE);
        } else if (chunk.get().size() == 0) {
            refuse(reason);
        } else {
            refusedChunk = new RefusedChunk(reason, chunk.get().size());
        }
    }

    private void passRefusedChunk(RefusedChunk chunk, ByteBuf input) {
        if (chunk.pass(input)) {
            refusedChunk = null;
            refuse(chunk.reason());
        }
    }

    /** What follows such a BDAT cannot be told from commands. */
    void chunkOfUnknownSize() {
        say(Replies.BDAT_SYNTAX);
        wire().close(Ending.ABUSE);
    }

    private void startTls() {
        if (wire().tlsAvailable()) {
            wire().startTls(Replies.READY_FOR_TLS.line());
        } else {
            LOGGER.error(
                    "listener {}: STARTTLS of {} refused, there is no certificate to present",
                    listener.name(),
                    wire().peer());
            say(Replies.TLS_UNAVAILABLE);
        }
    }

    /** Credentials that came in clear are not looked at; but somebody may have read them, so their account is named (RFC 4954 4). */
    private void noteExposure(SmtpRefusal reason, String argument) {
        if (reason == SmtpRefusal.AUTH_NEEDS_TLS) {
            LOGGER.warn(
                    "listener {}: peer {} sent AUTH in clear; refused unread. If the client sent a password with it, that password is"
                            + " exposed: {}",
                    listener.name(),
                    wire().peer(),
                    ExposedAccount.of(argument));
        }
    }

    // --- what logins and transactions use ---

    SmtpListener listener() {
        return listener;
    }

    SmtpCheckpoint checkpoint() {
        return checkpoint;
    }

    SmtpState state() {
        return state;
    }

    void become(SmtpState next) {
        state = next;
    }

    Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return wire;
    }

    HookSession hookSession() {
        if (hookSession == null) {
            hookSession = new HookSession(listener, wire());
        }
        return hookSession;
    }

    Optional<Username> user() {
        return login.user();
    }

    SessionFacts facts() {
        return new SessionFacts(
                listener.name(),
                wire().peer(),
                helo,
                state.greeting() == Greeting.EHLO,
                wire().tls(),
                login.user(),
                pinName(),
                wire().id());
    }

    /** The peer has said who it is, which ends a transaction. */
    void greetedBy(String name, Greeting said) {
        endTransaction();
        helo = name;
        state = state.afterGreeting(said);
        errors = 0;
    }

    /** Says that a command was carried out. */
    void done(SmtpReply reply) {
        errors = 0;
        say(reply);
    }

    /** Says why a command is refused. */
    void refuse(SmtpRefusal reason) {
        if (reason.closes()) {
            say(reason.reply());
            wire().close(Ending.ABUSE);
        } else {
            error(reason.reply());
        }
    }

    /** Says what is wrong with a command; a peer that is wrong again and again is closed. */
    void error(SmtpReply reply) {
        say(reply);
        if (++errors >= ERRORS) {
            say(Replies.TOO_MANY_ERRORS);
            LOGGER.warn("listener {}: peer {} made {} errors in a row, closed", listener.name(), wire().peer(), errors);
            wire().close(Ending.ABUSE);
        }
    }

    /** Passes on a hook's refusal. */
    void object(SmtpHooks.Objection objection) {
        if (objection.closes()) {
            say(objection.reply());
            wire().close(Ending.FINISHED);
        } else {
            error(objection.reply());
        }
    }

    /** The end of a message was answered. */
    void messageAnswered(SmtpReply reply) {
        boolean taken = reply.code() == 250;
        messages += taken ? 1 : 0;
        endTransaction();
        if (taken) {
            done(reply);
        } else {
            error(reply);
        }
    }

    void say(SmtpReply reply) {
        wire().line(reply.line());
    }

    // --- inside ---

    private void judgePeer() {
        if (listener.policy().relay() != RelayRule.PINNED) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(listener.clock().instant(), ZoneOffset.UTC);
        state = PeerJudgement.judge(listener, wire(), state, today);
    }

    private Optional<String> pinName() {
        return PeerJudgement.nameOf(state.peer());
    }

    private Transaction newTransaction() {
        endTransaction();
        transaction = new Transaction(this);
        return transaction;
    }

    private Transaction current() {
        if (transaction == null) {
            throw new IllegalStateException("the policy allows no RCPT, DATA or BDAT without MAIL");
        }
        return transaction;
    }

    private void endTransaction() {
        state = state.afterReset();
        if (transaction != null) {
            transaction.end();
            transaction = null;
        }
        if (hookSession != null) {
            hookSession.resetState();
        }
    }

    private int commandLimit() {
        return checkpoint.offersAuth(state) ? Limits.AUTH_LINE : TRANSACTION_LINE;
    }

    private int lineLimit(SmtpVerb verb) {
        return switch (verb) {
            case AUTH -> commandLimit();
            // Parameters of SIZE, DSN and others lengthen these (RFC 5321 4.5.3.1.4, RFC 3461 5.4).
            case MAIL, RCPT -> TRANSACTION_LINE;
            default -> Limits.COMMAND_LINE;
        };
    }
}
