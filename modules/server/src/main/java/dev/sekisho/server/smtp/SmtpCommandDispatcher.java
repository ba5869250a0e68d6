// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.login.ExposedAccount;
import dev.sekisho.server.login.LoginLog;
import dev.sekisho.server.transport.ConnectionLog;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.log.LogLineBuilder;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of one session: has each decided by the policy, and what is allowed carried out. Confined to a connection. */
final class SmtpCommandDispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpCommandDispatcher.class);
    private static final int TRANSACTION_LINE = 2_048;
    private static final List<String> HTTP = List.of("GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS");

    private final SmtpServerSession session;
    private final EhloCommand greeting;
    private @Nullable DiscardedChunk refusedChunk;

    SmtpCommandDispatcher(SmtpServerSession session) {
        this.session = session;
        this.greeting = new EhloCommand(session);
    }

    /** Octets that a command may have with its CR LF, before it is known which it is. */
    int lineLimit() {
        return session.checkpoint().offersAuth(session.state()) ? PortLimits.AUTH_LINE : TRANSACTION_LINE;
    }

    private int lineLimit(SmtpVerb verb) {
        return switch (verb) {
            case AUTH -> lineLimit();
            // Parameters of SIZE, DSN and others lengthen these (RFC 5321 4.5.3.1.4, RFC 3461 5.4).
            case MAIL, RCPT -> TRANSACTION_LINE;
            default -> PortLimits.COMMAND_LINE;
        };
    }

    /** True if the octets are those of a chunk whose BDAT was refused, which are passed over before the refusal is said (RFC 3030 2). */
    boolean passesChunk(ByteBuf input) {
        DiscardedChunk chunk = refusedChunk;
        if (chunk == null) {
            return false;
        }
        if (chunk.pass(input)) {
            refusedChunk = null;
            session.refuse(chunk.reason());
        }
        return true;
    }

    /** True while a chunk comes whose BDAT was refused. */
    boolean insideChunk() {
        return refusedChunk != null;
    }

    /** Takes a line that is a command. */
    void command(String line) {
        String stripped = line.stripTrailing();
        int space = stripped.indexOf(' ');
        String word = space < 0 ? stripped : stripped.substring(0, space);
        String argument = space < 0 ? "" : stripped.substring(space + 1).strip();
        SmtpVerb verb = SmtpVerb.of(word);
        session.log().begins(verb, argument);
        if (verb == SmtpVerb.UNKNOWN && HTTP.contains(word)) {
            session.say(ServerReplies.NOT_HTTP);
            ConnectionLog.refused(session.listener().name(), session.wire(), "http");
            session.wire().close(EndReason.ABUSE);
            return;
        }
        if (line.length() + 2 > lineLimit(verb)) {
            session.error(ServerReplies.LINE_TOO_LONG);
            return;
        }
        if (verb == SmtpVerb.MAIL) {
            session.judgePeer();
        }
        if (verb == SmtpVerb.AUTH) {
            boolean heldOff =
                    session.listener().logins().heldOff(session.wire().peer().getAddress());
            session.become(session.state().withHeldOff(heldOff));
        }
        SmtpDecision decision =
                session.checkpoint().decide(session.state(), new SmtpCommand(verb, !argument.isEmpty()));
        if (decision instanceof SmtpDecision.Refuse refuse && verb == SmtpVerb.BDAT) {
            BdatArgument.parse(argument)
                    .ifPresentOrElse(chunk -> refuseChunk(refuse.reason(), chunk), session::chunkOfUnknownSize);
        } else if (decision instanceof SmtpDecision.Refuse refuse) {
            if (refuse.reason() == SmtpRefusal.HELD_OFF) {
                LoginLog.refused(session.listener().name(), session.wire(), "held-off");
            }
            if (verb == SmtpVerb.AUTH && !session.state().tls()) {
                noteExposure(argument);
            }
            session.refuse(refuse.reason());
        } else {
            carryOut(verb, argument);
        }
    }

    private void carryOut(SmtpVerb verb, String argument) {
        switch (verb) {
            case EHLO, HELO -> greeting.greet(verb, argument);
            case STARTTLS -> startTls();
            case AUTH -> session.login().begin(argument);
            case MAIL -> session.newTransaction().mail(argument);
            case RCPT -> session.current().rcpt(argument);
            case DATA -> session.current().message().data(argument);
            case BDAT -> takeChunk(argument);
            case RSET -> {
                session.endTransaction();
                session.done(ServerReplies.OK);
            }
            case NOOP -> session.done(ServerReplies.OK);
            case HELP -> session.done(ServerReplies.HELP);
            case VRFY -> session.done(ServerReplies.CANNOT_VRFY);
            case QUIT -> {
                session.say(ServerReplies.BYE);
                session.wire().close(EndReason.FINISHED);
            }
            case EXPN, ETRN, ATRN, TURN, UNKNOWN ->
                throw new IllegalStateException("the policy refuses " + verb + " in every state");
        }
    }

    private void takeChunk(String argument) {
        Optional<BdatArgument> chunk = BdatArgument.parse(argument);
        if (chunk.isEmpty()) {
            session.chunkOfUnknownSize();
        } else if (session.current().message().hasRoomFor(chunk.get().size())) {
            session.current().message().bdat(chunk.get());
        } else {
            PinLimitCheck.tooBig(session, "BDAT " + argument);
            // RFC 3030 2: with a chunk that is refused the transaction has failed.
            session.endTransaction();
            refuseChunk(SmtpRefusal.MESSAGE_TOO_BIG, chunk.get());
        }
    }

    /** Up to twice what a message may have is passed over; a peer that wants to send more is not waited for. */
    private void refuseChunk(SmtpRefusal reason, BdatArgument chunk) {
        long bound = session.checkpoint().messageBytes(session.state());
        if (chunk.size() / 2 > bound) {
            session.log().refused(reason.reply(), LogLineBuilder.word(reason));
            session.say(reason.reply());
            session.wire().close(EndReason.ABUSE);
        } else if (chunk.size() == 0) {
            session.refuse(reason);
        } else {
            refusedChunk = new DiscardedChunk(reason, chunk.size());
        }
    }

    private void startTls() {
        if (session.wire().tlsAvailable()) {
            session.wire().startTls(ServerReplies.READY_FOR_TLS.line());
        } else {
            LOGGER.error(
                    "listener {}: STARTTLS of {} refused, there is no certificate to present",
                    session.listener().name(),
                    session.wire().peer());
            session.say(ServerReplies.TLS_UNAVAILABLE);
        }
    }

    /** Credentials that came in clear are not looked at; but somebody may have read them, so their account is marked (RFC 4954 4). */
    private void noteExposure(String argument) {
        SmtpListenerSettings listener = session.listener();
        LoginLog.refused(listener.name(), session.wire(), LogLineBuilder.word(SmtpRefusal.AUTH_NEEDS_TLS));
        ExposedAccount.named(argument).ifPresent(name -> listener.logins().sentInClear(name, listener.name()));
    }
}
