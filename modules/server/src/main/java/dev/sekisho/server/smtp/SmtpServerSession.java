// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.transport.AwaitedInput;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.LineProtocolErrors;
import dev.sekisho.server.transport.LineReader;
import dev.sekisho.server.transport.LineReader.Line;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.store.log.LogLineBuilder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** One peer's SMTP session: its state, what it reads and what it answers. Commands are {@link SmtpCommandDispatcher}', mail is {@link MailTransaction}'s. */
public final class SmtpServerSession implements ProtocolSession {
    private static final String HANDLER = "handler";

    private final SmtpListenerSettings listener;
    private final SmtpCheckpoint checkpoint;
    private final LineReader lines = new LineReader();

    private @Nullable ClientConnection wire;
    private @Nullable HookSession hookSession;
    private @Nullable MailTransaction transaction;
    private final SmtpCommandDispatcher commands = new SmtpCommandDispatcher(this);
    private final LineProtocolErrors faults;
    private final SmtpLog log = new SmtpLog(this);
    private SmtpAuthentication login = new SmtpAuthentication(this);
    private SmtpState state = SmtpState.connected(false, false);
    private String helo = "";
    private int messages;

    /** A session that has not begun. */
    public SmtpServerSession(SmtpListenerSettings listener) {
        this.listener = listener;
        this.checkpoint = listener.checkpoint();
        this.faults = new LineProtocolErrors(
                listener.name(),
                this::wire,
                new LineProtocolErrors.Words(
                        ServerReplies.LINE_MALFORMED.line(),
                        ServerReplies.LINE_TOO_LONG.line(),
                        ServerReplies.LINE_MALFORMED.line(),
                        ServerReplies.TOO_MANY_ERRORS.line()));
    }

    // --- the wire calls ---

    @Override
    public void opened(ClientConnection connected) {
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
        login = new SmtpAuthentication(this);
        hookSession = null;
        judgePeer();
    }

    @Override
    public boolean read(ByteBuf input) {
        if (commands.passesChunk(input)) {
            return true;
        }
        if (transaction != null && transaction.message().receiving()) {
            return transaction.message().receive(input);
        }
        Line line = lines.take(input, login.awaitsResponse() ? PortLimits.AUTH_LINE : commands.lineLimit());
        if (line instanceof Line.Text text) {
            String decoded = new String(text.octets(), StandardCharsets.UTF_8);
            if (login.awaitsResponse()) {
                login.respond(decoded);
            } else {
                commands.command(decoded);
            }
            return true;
        }
        boolean fault = faults.notALine(line);
        if (fault) {
            login.giveUp();
        }
        return fault;
    }

    @Override
    public void idle() {
        say(ServerReplies.IDLE);
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        say(new SmtpReply(421, "4.4.2", why.text()));
    }

    @Override
    public AwaitedInput awaited() {
        boolean receiving = transaction != null && transaction.message().receiving();
        if (receiving || commands.insideChunk() || state.transaction() == SmtpState.Transaction.CHUNKS) {
            return AwaitedInput.MESSAGE;
        }
        return lines.insideLine() ? AwaitedInput.REST_OF_COMMAND : AwaitedInput.COMMAND;
    }

    @Override
    public ClientIdentification acquaintance() {
        return checkpoint.acquaintance(state);
    }

    @Override
    public boolean interruptible() {
        return transaction == null || !transaction.message().receiving();
    }

    @Override
    public void stopping() {
        say(ServerReplies.STOPPING);
    }

    @Override
    public void failed() {
        say(ServerReplies.FAULT);
    }

    @Override
    public void closed(EndReason ending) {
        endTransaction();
        if (wire != null) {
            log.ended(messages, ending);
        }
    }

    // --- what commands, logins and transactions use ---

    SmtpListenerSettings listener() {
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

    ClientConnection wire() {
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

    SmtpLog log() {
        return log;
    }

    /** The envelope of the transaction that is under way. */
    Optional<SmtpEnvelope> envelope() {
        return Optional.ofNullable(transaction).flatMap(MailTransaction::known);
    }

    SmtpAuthentication login() {
        return login;
    }

    Optional<Username> user() {
        return login.user();
    }

    SmtpSessionFacts facts() {
        return new SmtpSessionFacts(
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
        faults.forgive();
    }

    /** Says that a command was carried out. */
    void done(SmtpReply reply) {
        faults.forgive();
        say(reply);
    }

    /** Says why a command is refused. */
    void refuse(SmtpRefusal reason) {
        if (reason.closes()) {
            log.refused(reason.reply(), LogLineBuilder.word(reason));
            say(reason.reply());
            wire().close(EndReason.ABUSE);
        } else {
            error(reason.reply(), LogLineBuilder.word(reason));
        }
    }

    /** Says what is wrong with a command; a peer that is wrong again and again is closed. */
    void error(SmtpReply reply) {
        error(reply, ServerReplies.reason(reply));
    }

    private void error(SmtpReply reply, String reason) {
        log.refused(reply, reason);
        faults.error(reply.line());
    }

    /** Passes on a hook's refusal. */
    void object(SmtpHookChain.Objection objection) {
        if (objection.closes()) {
            log.refused(objection.reply(), HANDLER);
            say(objection.reply());
            wire().close(EndReason.FINISHED);
        } else {
            error(objection.reply(), HANDLER);
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
            log.messageRefused();
            faults.error(reply.line());
        }
    }

    /** What follows such a BDAT cannot be told from commands. */
    void chunkOfUnknownSize() {
        log.refused(ServerReplies.BDAT_SYNTAX, ServerReplies.reason(ServerReplies.BDAT_SYNTAX));
        say(ServerReplies.BDAT_SYNTAX);
        wire().close(EndReason.ABUSE);
    }

    void say(SmtpReply reply) {
        wire().line(reply.line());
    }

    // --- inside ---

    /** Sees anew who the peer is, where that is asked for: a pin may have been revoked. */
    void judgePeer() {
        if (listener.policy().relay() != RelayRule.PINNED) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(listener.clock().instant(), ZoneOffset.UTC);
        state = PinnedPeerCheck.judge(listener, wire(), state, today);
    }

    private Optional<String> pinName() {
        return PinnedPeerCheck.nameOf(state.peer());
    }

    MailTransaction newTransaction() {
        endTransaction();
        transaction = new MailTransaction(this);
        return transaction;
    }

    MailTransaction current() {
        if (transaction == null) {
            throw new IllegalStateException("the policy allows no RCPT, DATA or BDAT without MAIL");
        }
        return transaction;
    }

    void endTransaction() {
        state = state.afterReset();
        if (transaction != null) {
            transaction.message().end();
            transaction = null;
        }
        if (hookSession != null) {
            hookSession.resetState();
        }
    }
}
