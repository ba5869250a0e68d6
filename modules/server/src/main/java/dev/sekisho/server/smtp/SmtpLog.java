// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionLog;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.TlsSessionInfo;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What the log says of one SMTP session and of its mail. Confined to a connection; what is static is for any thread. */
final class SmtpLog {
    /** So many refusals of one session are told one by one; its last line has their number. */
    static final int MOST_REFUSALS = 100;

    private final SmtpSessionData session;
    private final ClientConnection connection;
    private @Nullable LogEvent subject;
    private String argument = "";
    private long refusals;

    SmtpLog(SmtpSessionData session, ClientConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** What is refused from now on is this command, or what follows it. */
    void begins(SmtpVerb verb, String said) {
        argument = said;
        if (verb == SmtpVerb.MAIL) {
            subject = LogEvent.MAIL_REFUSED;
        } else if (verb == SmtpVerb.RCPT) {
            subject = LogEvent.RCPT_REFUSED;
        } else {
            subject = verb == SmtpVerb.DATA || verb == SmtpVerb.BDAT ? LogEvent.MESSAGE_REFUSED : null;
        }
    }

    /** The command, or what came of it, was refused. */
    void refused(SmtpReply reply, String reason) {
        refusals++;
        LogEvent event = subject;
        if (event == null || refusals > MOST_REFUSALS) {
            return;
        }
        LogLineBuilder line = of(event, session.facts()).with(LogKey.REASON, reason);
        Optional<SmtpEnvelope> envelope = session.envelope();
        envelope.ifPresent(known -> line.from(known.sender().asOptional().map(MailAddress::asString)));
        if (event == LogEvent.MAIL_REFUSED) {
            line.from(Optional.of(path("FROM:")));
        } else if (event == LogEvent.RCPT_REFUSED) {
            line.with(LogKey.TO, path("TO:"));
        } else {
            envelope.ifPresent(known -> recipients(line, known));
        }
        codes(line, reply).tell();
    }

    /** The message was refused, which {@link #messageRefused} has told of. */
    void messageRefused() {
        refusals++;
        subject = null;
    }

    private String path(String prefix) {
        return PathArgument.parse(argument, prefix).map(PathArgument::path).orElse(argument);
    }

    /** The session has ended. */
    void ended(int messages, EndReason ending) {
        SmtpSessionFacts facts = session.facts();
        ConnectionLog.withTls(LogEvent.SESSION_END, facts.listener(), connection)
                .with(LogKey.HELO, helo(facts))
                .with(LogKey.USER, facts.user().map(Username::asString))
                .with(LogKey.PIN, facts.pin())
                .with(LogKey.MESSAGES, messages)
                .with(LogKey.REFUSED, refusals)
                .with(LogKey.ENDING, ending)
                .tell();
    }

    /** A message was taken. */
    static void accepted(SmtpSessionFacts facts, SmtpEnvelope envelope, MessageBody body) {
        LogLineBuilder line = of(LogEvent.ACCEPTED, facts)
                .with(LogKey.ID, body.getSourceId())
                .with(LogKey.TLS, facts.tls().map(TlsSessionInfo::version))
                .with(LogKey.CIPHER, facts.tls().map(TlsSessionInfo::cipher));
        message(line, envelope, body).tell();
    }

    /** A message that came as a whole was refused. */
    static void messageRefused(SmtpSessionFacts facts, SmtpEnvelope envelope, MessageBody body, SmtpReply reply) {
        LogLineBuilder line = of(LogEvent.MESSAGE_REFUSED, facts).with(LogKey.REASON, ServerReplies.reason(reply));
        codes(message(line, envelope, body), reply).tell();
    }

    private static LogLineBuilder message(LogLineBuilder line, SmtpEnvelope envelope, MessageBody body) {
        line.from(envelope.sender().asOptional().map(MailAddress::asString));
        return recipients(line, envelope)
                .with(LogKey.SIZE, body.getMessageSize())
                .with(LogKey.MESSAGE_ID, body.header().messageId());
    }

    private static LogLineBuilder recipients(LogLineBuilder line, SmtpEnvelope envelope) {
        List<MailAddress> recipients = envelope.recipients();
        return line.to(recipients.stream().map(MailAddress::asString).toList())
                .with(LogKey.RECIPIENTS, recipients.size());
    }

    private static LogLineBuilder codes(LogLineBuilder line, SmtpReply reply) {
        return line.with(LogKey.CODE, reply.code())
                .with(LogKey.STATUS, Optional.of(reply.enhanced()).filter(status -> !status.isEmpty()));
    }

    private static LogLineBuilder of(LogEvent event, SmtpSessionFacts facts) {
        return LogLineBuilder.of(event)
                .with(LogKey.LISTENER, facts.listener().text())
                .peer(facts.client())
                .with(LogKey.SESSION, facts.sessionId())
                .with(LogKey.HELO, helo(facts))
                .with(LogKey.USER, facts.user().map(Username::asString))
                .with(LogKey.PIN, facts.pin());
    }

    private static Optional<String> helo(SmtpSessionFacts facts) {
        return Optional.of(facts.helo()).filter(name -> !name.isEmpty());
    }
}
