// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.mime.HeaderReader;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.sql.TransientFailureLog;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.apache.james.server.core.MailImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The message of one transaction, from DATA or the first BDAT to its answer. Confined to a connection. */
final class IncomingMessage {
    private static final Logger LOGGER = LoggerFactory.getLogger(IncomingMessage.class);

    private final SmtpServerSession session;
    private final Supplier<SmtpEnvelope> envelope;
    private final LineEndingCheck chunkLines = new LineEndingCheck();
    private @Nullable MessageBody body;
    private @Nullable DotStuffingDecoder data;
    private @Nullable BdatChunkReader chunk;
    private boolean lastChunk;

    /**
     * @param envelope the transaction's, asked for when the message is complete
     */
    IncomingMessage(SmtpServerSession session, Supplier<SmtpEnvelope> envelope) {
        this.session = session;
        this.envelope = envelope;
    }

    /** DATA, that the policy allows. */
    void data(String argument) {
        if (!argument.isEmpty()) {
            session.error(new SmtpReply(501, "5.5.4", "DATA takes no argument"));
            return;
        }
        body = newBody();
        data = new DotStuffingDecoder();
        session.say(ServerReplies.SEND_DATA);
    }

    /** True if a chunk of so many octets, with those that came before, is no more than the message may have. */
    boolean hasRoomFor(long octets) {
        return body == null ? octets <= session.checkpoint().messageBytes(session.state()) : body.hasRoomFor(octets);
    }

    /** BDAT, that the policy allows, of a chunk that there is room for. */
    void bdat(BdatArgument announced) {
        if (body == null) {
            body = newBody();
        }
        lastChunk = announced.last();
        chunk = new BdatChunkReader(announced.size());
        if (announced.size() == 0) {
            chunkComplete();
        }
    }

    /** True while octets are those of a message. */
    boolean receiving() {
        return data != null || chunk != null;
    }

    /** Takes octets of the message. */
    boolean receive(ByteBuf input) {
        MessageBody into = body();
        if (data != null && data.take(input, into)) {
            complete(data.malformed());
        } else if (chunk != null && chunk.take(input, into, chunkLines)) {
            chunkComplete();
        } else if (into.endless()) {
            PinLimitCheck.tooBig(session, "a message");
            session.log()
                    .refused(SmtpRefusal.MESSAGE_TOO_BIG.reply(), LogLineBuilder.word(SmtpRefusal.MESSAGE_TOO_BIG));
            session.say(SmtpRefusal.MESSAGE_TOO_BIG.reply());
            session.wire().close(EndReason.ABUSE);
        } else if (into.full()) {
            session.wire()
                    .offload(
                            () -> {
                                into.spill();
                                return true;
                            },
                            spilled -> {},
                            failure -> spillFailed(into, failure));
        }
        return true;
    }

    /** The end of the message is waited for all the same, and answered then. */
    private void spillFailed(MessageBody into, Throwable cause) {
        String what = "listener " + session.listener().name() + ": session "
                + session.wire().id() + ": a message of " + session.wire().peer()
                + " cannot be kept while it comes in, and is refused";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
        into.abandon();
    }

    private void chunkComplete() {
        chunk = null;
        if (lastChunk) {
            complete(chunkLines.malformed());
        } else {
            session.become(session.state().afterChunk());
            session.done(ServerReplies.CHUNK_OK);
        }
    }

    private void complete(boolean malformed) {
        data = null;
        SmtpListenerSettings listener = session.listener();
        HookSession hookSession = session.hookSession();
        SmtpSessionFacts facts = session.facts();
        SmtpEnvelope complete = envelope.get();
        MessageBody whole = body();
        whole.end();
        if (whole.tooBig()) {
            PinLimitCheck.tooBig(session, "a message");
        }
        session.wire()
                .offload(
                        () -> listener.acceptance()
                                .accept(
                                        session.checkpoint(),
                                        listener.hooks(),
                                        hookSession,
                                        facts,
                                        complete,
                                        whole,
                                        malformed),
                        session::messageAnswered);
    }

    /** Lets go of what came. */
    void end() {
        if (body != null) {
            body.dispose();
            body = null;
        }
    }

    private MessageBody newBody() {
        SmtpListenerSettings listener = session.listener();
        return new MessageBody(
                MailImpl.getId(),
                listener.spill(),
                session.checkpoint().messageBytes(session.state()),
                session.user().isPresent() ? HeaderReader.ofSubmission() : HeaderReader.ofMail());
    }

    private MessageBody body() {
        if (body == null) {
            throw new IllegalStateException("no message is being received");
        }
        return body;
    }
}
