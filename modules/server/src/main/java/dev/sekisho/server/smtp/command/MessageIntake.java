// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.mime.HeaderReader;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.sending.RecipientReservation;
import dev.sekisho.server.smtp.session.PeerLimitCheck;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpInput;
import dev.sekisho.server.smtp.transaction.MessageBody;
import dev.sekisho.server.smtp.transaction.MessageReceiver;
import dev.sekisho.store.sql.TransientFailureLog;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.james.server.core.MailImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the octets of one message, or of one chunk of it, as they come, and has the whole message answered. Confined to a connection. */
final class MessageIntake implements SmtpInput.Octets {
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageIntake.class);
    private static final int TAKEN = 250;

    private final SmtpContext session;
    private final MessageBody body;
    private final Decoder decoder;
    private final Runnable complete;

    /** Takes the message out of what comes. */
    @FunctionalInterface
    interface Decoder {
        /** Moves octets of the message to its body; true if the last one was among them. */
        boolean take(ByteBuf input, MessageBody body);
    }

    /**
     * @param complete follows the last octet; lines are expected by then
     */
    MessageIntake(SmtpContext session, MessageBody body, Decoder decoder, Runnable complete) {
        this.session = session;
        this.body = body;
        this.decoder = decoder;
        this.complete = complete;
    }

    /** The body of a message that begins to come in. */
    static MessageBody newBody(SmtpContext session) {
        return new MessageBody(
                MailImpl.getId(),
                session.listener().spill(),
                session.checkpoint().messageBytes(session.state()),
                session.session().user().isPresent() ? HeaderReader.ofSubmission() : HeaderReader.ofMail());
    }

    @Override
    public boolean interruptible() {
        return false;
    }

    @Override
    public void take(ByteBuf input) {
        if (decoder.take(input, body)) {
            session.input().expectLines();
            complete.run();
        } else if (body.endless()) {
            PeerLimitCheck.tooBig(session, "a message");
            session.replies().refuseAndClose(SmtpRefusal.MESSAGE_TOO_BIG);
        } else if (body.full()) {
            session.connection()
                    .offload(
                            () -> {
                                body.spill();
                                return true;
                            },
                            spilled -> {},
                            this::spillFailed);
        }
    }

    /** The end of the message is waited for all the same, and answered then. */
    private void spillFailed(Throwable cause) {
        String what = session.described() + ": a message of "
                + session.connection().client() + " cannot be kept while it comes in, and is refused";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
        body.abandon();
    }

    /**
     * Has a message answered that is complete.
     *
     * @param malformed true if a CR or LF stood alone in it, or it has a NUL
     */
    static void answer(SmtpContext session, MessageBody body, boolean malformed) {
        body.end();
        if (body.tooBig()) {
            PeerLimitCheck.tooBig(session, "a message");
        }
        MessageReceiver.Received received = new MessageReceiver.Received(
                session.session().facts(),
                session.session().transaction().envelope(),
                body,
                malformed,
                session.trial());
        Optional<RecipientReservation> counted = session.session().transaction().handOver();
        HookSession hookSession = session.session().hookSession();
        Consumer<SmtpReply> answered = reply -> answered(session, reply);
        session.connection()
                .offload(
                        () -> {
                            SmtpReply reply = session.services()
                                    .receiver()
                                    .accept(
                                            session.checkpoint(),
                                            session.services().hooks(),
                                            hookSession,
                                            received);
                            if (reply.code() != TAKEN) {
                                counted.ifPresent(RecipientReservation::giveBack);
                            }
                            return reply;
                        },
                        answered);
    }

    private static void answered(SmtpContext session, SmtpReply reply) {
        boolean taken = reply.code() == TAKEN;
        if (taken) {
            session.session().messageAccepted();
            session.trial().accepted();
        }
        session.session().endTransaction();
        if (taken) {
            session.replies().done(reply);
        } else {
            session.replies().messageRefused(reply);
        }
    }
}
