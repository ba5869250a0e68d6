// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.smtp.SenderStanding;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.mime.Nesting;
import dev.sekisho.store.address.Addresses;
import dev.sekisho.store.sql.PassingFailures;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import javax.mail.Address;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
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
 * Takes a message over: judges what can only be judged of the whole message, and hands it to the queue. A 250 is given after the queue
 * has it and not before. Blocks; called by workers only.
 */
public final class Acceptance {
    private static final Logger LOGGER = LoggerFactory.getLogger(Acceptance.class);
    private static final int HOPS = 50;

    private final MailQueue queue;
    private final Directory directory;
    private final ReceivedHeader received;
    private final Clock clock;
    private final PassingFailures failures;

    /** Hands over to this queue. */
    public Acceptance(MailQueue queue, Directory directory, String hostName, Clock clock) {
        this(queue, directory, hostName, clock, PassingFailures.ofProcess());
    }

    /**
     * The same.
     *
     * @param failures tells what is refused because the store is full or out of reach
     */
    public Acceptance(MailQueue queue, Directory directory, String hostName, Clock clock, PassingFailures failures) {
        this.queue = queue;
        this.directory = directory;
        this.received = new ReceivedHeader(hostName);
        this.clock = clock;
        this.failures = failures;
    }

    /**
     * Answers the end of a message.
     *
     * @param malformed true if a CR or LF stood alone in it, or it has a NUL
     */
    SmtpReply accept(
            PortPolicy policy,
            SmtpHooks hooks,
            HookSession hookSession,
            SessionFacts session,
            Envelope envelope,
            MessageBody body,
            boolean malformed) {
        try {
            if (body.abandoned()) {
                return Replies.STORAGE_FULL;
            }
            if (body.tooBig()) {
                return SmtpRefusal.MESSAGE_TOO_BIG.reply();
            }
            if (malformed) {
                return Replies.BARE_LINE_ENDS;
            }
            if (nestedTooDeeply(session, body)) {
                return Replies.NESTED_TOO_DEEPLY;
            }
            return judge(policy, hooks, hookSession, session, envelope, body);
        } catch (Exception e) {
            SmtpReply reply = PassingFailures.isFull(e) ? Replies.STORAGE_FULL : Replies.TRY_LATER;
            failures.error(LOGGER, e, () -> refused(session, reply));
            return reply;
        }
    }

    private static String refused(SessionFacts session, SmtpReply reply) {
        return "listener " + session.listener() + ": session " + session.sessionId() + ": message of " + session.peer()
                + " refused with " + reply.codes();
    }

    private static boolean nestedTooDeeply(SessionFacts session, MessageBody body) throws IOException {
        Optional<String> fault = body.manyParts() ? Nesting.fault(body.content()) : Optional.empty();
        fault.ifPresent(why -> LOGGER.warn(
                "listener {}: session {} message of {} is nested too deeply, refused: {}",
                session.listener(),
                session.sessionId(),
                session.peer(),
                why));
        return fault.isPresent();
    }

    private SmtpReply judge(
            PortPolicy policy,
            SmtpHooks hooks,
            HookSession hookSession,
            SessionFacts session,
            Envelope envelope,
            MessageBody body)
            throws Exception {
        body.prepend(received.write(
                session,
                body.getSourceId(),
                envelope.recipients(),
                ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.systemDefault())));
        MailImpl mail = mail(session, envelope, body);
        try {
            MimeMessage message = mail.getMessage();
            Optional<Username> user = session.user();
            if (hops(message) > HOPS) {
                return Replies.LOOP;
            }
            if (policy.sender() == SenderRule.OWN
                    && user.isPresent()
                    && !(isOwn("From", message, user.get()) && isOwn("Sender", message, user.get()))) {
                return Replies.FROM_NOT_OWN;
            }
            Optional<SmtpHooks.Objection> objection = hooks.onMessage(hookSession, mail);
            if (objection.isPresent()) {
                return objection.get().reply();
            }
            queue.enQueue(mail);
            return taken(session, envelope, body);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private static SmtpReply taken(SessionFacts session, Envelope envelope, MessageBody body) {
        LOGGER.info(
                "listener {}: session {} message {} taken from <{}> for {} recipients, {} octets",
                session.listener(),
                session.sessionId(),
                body.getSourceId(),
                envelope.sender().asString(""),
                envelope.recipients().size(),
                body.getMessageSize());
        return new SmtpReply(250, "2.0.0", "OK, queued as " + body.getSourceId());
    }

    private static MailImpl mail(SessionFacts session, Envelope envelope, MessageBody body) throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name(body.getSourceId())
                .sender(envelope.sender())
                .addRecipients(envelope.recipients())
                .remoteAddr(session.peer().getAddress().getHostAddress())
                .remoteHost(session.peer().getAddress().getHostAddress())
                .build();
        mail.setMessageContent(body);
        mail.setAttribute(new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of(session.sessionId())));
        mail.setAttribute(new Attribute(Mail.SMTP_HELO, AttributeValue.of(session.helo())));
        session.user()
                .ifPresent(user ->
                        mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(user.asString()))));
        if (session.user().isPresent() || session.pin().isPresent()) {
            mail.setAttribute(
                    Attribute.convertToAttribute(AddDefaultAttributesMessageHook.SMTP_AUTH_NETWORK_NAME, true));
        }
        envelope.describe(mail);
        return mail;
    }

    private static int hops(MimeMessage message) throws MessagingException {
        String[] trace = message.getHeader("Received");
        return trace == null ? 0 : trace.length;
    }

    /** No such header, or one whose addresses are all the user's; a header that cannot be read is not the user's. */
    private boolean isOwn(String name, MimeMessage message, Username user) throws Exception {
        String[] headers = message.getHeader(name);
        if (headers == null) {
            return true;
        }
        if (headers.length != 1) {
            return false;
        }
        try {
            List<Address> addresses = List.of(InternetAddress.parseHeader(headers[0], true));
            for (Address address : addresses) {
                Optional<MailAddress> own = Addresses.ofWire(((InternetAddress) address).getAddress());
                if (own.isEmpty() || directory.sender(user, own.get()) != SenderStanding.OWN) {
                    return false;
                }
            }
            return !addresses.isEmpty();
        } catch (AddressException unreadable) {
            return false;
        }
    }
}
