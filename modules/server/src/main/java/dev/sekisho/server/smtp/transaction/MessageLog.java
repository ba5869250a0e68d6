// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.client.ClientName;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** What the log says of the messages that came in by SMTP. For any thread. */
public final class MessageLog {
    private MessageLog() {}

    /** A message was taken. */
    static void accepted(SmtpSessionFacts facts, SmtpEnvelope envelope, MessageBody body) {
        LogLineBuilder line = of(LogEvent.ACCEPTED, facts)
                .with(LogKey.ID, body.getSourceId())
                .with(LogKey.TLS, facts.tls().map(TlsSessionInfo::version))
                .with(LogKey.CIPHER, facts.tls().map(TlsSessionInfo::cipher));
        client(message(line, envelope, body), facts).tell();
    }

    /** Adds what was found out about the client. */
    public static LogLineBuilder client(LogLineBuilder line, SmtpSessionFacts facts) {
        ClientName name = facts.identity().name();
        return line.with(LogKey.CLIENT_NAME, Optional.of(name.text()).filter(text -> name.asked()))
                .with(LogKey.LISTED, facts.identity().listed());
    }

    /** A message that came as a whole was refused. */
    static void messageRefused(SmtpSessionFacts facts, SmtpEnvelope envelope, MessageBody body, SmtpReply reply) {
        LogLineBuilder line = of(LogEvent.MESSAGE_REFUSED, facts).with(LogKey.REASON, SmtpReplies.reason(reply));
        codes(message(line, envelope, body), reply).tell();
    }

    private static LogLineBuilder message(LogLineBuilder line, SmtpEnvelope envelope, MessageBody body) {
        line.from(envelope.sender().asOptional().map(MailAddress::asString));
        return recipients(line, envelope)
                .with(LogKey.SIZE, body.getMessageSize())
                .with(LogKey.MESSAGE_ID, body.header().messageId());
    }

    /** Adds the recipients, and their number. */
    public static LogLineBuilder recipients(LogLineBuilder line, SmtpEnvelope envelope) {
        List<MailAddress> recipients = envelope.recipients();
        return line.to(recipients.stream().map(MailAddress::asString).toList())
                .with(LogKey.RECIPIENTS, recipients.size());
    }

    /** Adds a reply's codes. */
    public static LogLineBuilder codes(LogLineBuilder line, SmtpReply reply) {
        return line.with(LogKey.CODE, reply.code())
                .with(LogKey.STATUS, Optional.of(reply.enhanced()).filter(status -> !status.isEmpty()));
    }

    /** A line of one session. */
    public static LogLineBuilder of(LogEvent event, SmtpSessionFacts facts) {
        return LogLineBuilder.of(event)
                .with(LogKey.LISTENER, facts.listener().text())
                .peer(facts.client())
                .with(LogKey.SESSION, facts.sessionId())
                .with(LogKey.HELO, helo(facts))
                .with(LogKey.USER, facts.user().map(Username::asString))
                .with(LogKey.PIN, facts.pin())
                .with(LogKey.DEVICE, facts.identity().device());
    }

    /** What the client called itself, if it did. */
    public static Optional<String> helo(SmtpSessionFacts facts) {
        return Optional.of(facts.helo()).filter(name -> !name.isEmpty());
    }
}
