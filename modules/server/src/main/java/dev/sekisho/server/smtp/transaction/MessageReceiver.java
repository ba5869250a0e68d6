// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.MessageFacts;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.mime.HeaderReader;
import dev.sekisho.server.mime.MimeNesting;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.store.sql.TransientFailureLog;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.smtpserver.AddDefaultAttributesMessageHook;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message over: gathers the facts that only the whole message shows, asks the policy, and hands it to the queue. A 250 is given after the queue
 * has it and not before. Blocks; called by workers only.
 */
public final class MessageReceiver {
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageReceiver.class);

    private final MailQueue queue;
    private final AuthorCheck authors;
    private final ReceivedHeader received;
    private final Clock clock;
    private final TransientFailureLog failures;

    /** Hands over to this queue. */
    public MessageReceiver(MailQueue queue, AddressDirectory directory, String hostName, Clock clock) {
        this(queue, directory, hostName, clock, TransientFailureLog.ofProcess());
    }

    /**
     * The same.
     *
     * @param failures logs what is refused because the store is full or unreachable
     */
    public MessageReceiver(
            MailQueue queue, AddressDirectory directory, String hostName, Clock clock, TransientFailureLog failures) {
        this.queue = queue;
        this.authors = new AuthorCheck(directory);
        this.received = new ReceivedHeader(hostName);
        this.clock = clock;
        this.failures = failures;
    }

    /**
     * A message that came as a whole.
     *
     * @param session who sent it, and how
     * @param envelope from whom it is, and for whom
     * @param body its octets
     * @param malformed true if a CR or LF stood alone in it, or it has a NUL
     * @param trial is asked of what is allowed
     */
    public record Received(
            SmtpSessionFacts session, SmtpEnvelope envelope, MessageBody body, boolean malformed, MessageTrial trial) {}

    /** Answers the end of a message. */
    public SmtpReply accept(SmtpCheckpoint checkpoint, SmtpHookChain hooks, HookSession hookSession, Received message) {
        SmtpReply reply = answer(checkpoint, hooks, hookSession, message);
        if (reply.code() != 250) {
            MessageLog.messageRefused(message.session(), message.envelope(), message.body(), reply);
        }
        return reply;
    }

    private SmtpReply answer(
            SmtpCheckpoint checkpoint, SmtpHookChain hooks, HookSession hookSession, Received message) {
        SmtpSessionFacts session = message.session();
        MessageBody body = message.body();
        try {
            if (body.abandoned()) {
                return SmtpReplies.STORAGE_FULL;
            }
            MessageFacts facts = facts(session, body, message.malformed());
            if (checkpoint.asksAuthor(facts)) {
                facts = facts.by(authors.author(session.user(), message.envelope(), body));
            }
            if (checkpoint.decideMessage(facts) instanceof SmtpDecision.Refuse refuse) {
                return refuse.reason().reply();
            }
            askTrial(message, facts);
            return take(hooks, hookSession, session, message.envelope(), body);
        } catch (Exception e) {
            SmtpReply reply = TransientFailureLog.isFull(e) ? SmtpReplies.STORAGE_FULL : SmtpReplies.TRY_LATER;
            failures.error(LOGGER, e, () -> refused(session, reply));
            return reply;
        }
    }

    /** What cannot be looked up for a trial alone is no finding, and no reason to refuse. */
    private void askTrial(Received message, MessageFacts facts) {
        try {
            boolean unknown = facts.author().isEmpty() && message.trial().asksAuthor(facts);
            MessageFacts known = unknown
                    ? facts.by(authors.author(message.session().user(), message.envelope(), message.body()))
                    : facts;
            message.trial().allowed(known, message.body().received());
        } catch (Exception e) {
            failures.error(LOGGER, e, () -> "the author of a message cannot be looked up for a trial");
        }
    }

    private static String refused(SmtpSessionFacts session, SmtpReply reply) {
        return "listener " + session.listener() + ": session " + session.sessionId() + ": message of "
                + session.client() + " refused with " + reply.codes();
    }

    private static MessageFacts facts(SmtpSessionFacts session, MessageBody body, boolean malformed)
            throws IOException {
        HeaderReader header = body.header();
        boolean whole = !body.tooBig() && !malformed;
        return new MessageFacts(
                body.tooBig(),
                malformed,
                header.form(),
                header.hops(),
                whole ? levels(session, body) : OptionalInt.of(0),
                Optional.empty());
    }

    private static OptionalInt levels(SmtpSessionFacts session, MessageBody body) throws IOException {
        if (!body.manyParts()) {
            return OptionalInt.of(0);
        }
        MimeNesting nesting = MimeNesting.of(body.content());
        nesting.fault()
                .ifPresent(why -> LOGGER.warn(
                        "listener {}: session {} message of {} is nested too deeply, refused: {}",
                        session.listener(),
                        session.sessionId(),
                        session.client(),
                        why));
        return nesting.levels();
    }

    private SmtpReply take(
            SmtpHookChain hooks,
            HookSession hookSession,
            SmtpSessionFacts session,
            SmtpEnvelope envelope,
            MessageBody body)
            throws Exception {
        body.prepend(received.write(
                session,
                body.getSourceId(),
                envelope.recipients(),
                ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.systemDefault())));
        MailImpl mail = mail(session, envelope, body);
        try {
            Optional<SmtpHookChain.Objection> objection = hooks.onMessage(hookSession, mail);
            if (objection.isPresent()) {
                return objection.get().reply();
            }
            queue.enQueue(mail);
            return taken(session, envelope, body);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static SmtpReply taken(SmtpSessionFacts session, SmtpEnvelope envelope, MessageBody body) {
        MessageLog.accepted(session, envelope, body);
        return new SmtpReply(250, "2.0.0", "OK, queued as " + body.getSourceId());
    }

    private static MailImpl mail(SmtpSessionFacts session, SmtpEnvelope envelope, MessageBody body)
            throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name(body.getSourceId())
                .sender(envelope.sender())
                .addRecipients(envelope.recipients())
                .remoteAddr(session.client().getAddress().getHostAddress())
                .remoteHost(session.client().getAddress().getHostAddress())
                .build();
        mail.setMessageContent(body);
        mail.setAttribute(new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of(session.sessionId())));
        mail.setAttribute(new Attribute(Mail.SMTP_HELO, AttributeValue.of(session.helo())));
        session.user()
                .ifPresent(user ->
                        mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(user.asString()))));
        if (session.user().isPresent()
                || session.pin().isPresent()
                || session.identity().device().isPresent()) {
            mail.setAttribute(
                    Attribute.convertToAttribute(AddDefaultAttributesMessageHook.SMTP_AUTH_NETWORK_NAME, true));
        }
        envelope.describe(mail);
        return mail;
    }
}
