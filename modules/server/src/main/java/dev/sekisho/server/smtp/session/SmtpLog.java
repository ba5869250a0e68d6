// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.smtp.transaction.MessageLog;
import dev.sekisho.server.smtp.transaction.PathArgument;
import dev.sekisho.server.smtp.transaction.SmtpEnvelope;
import dev.sekisho.server.smtp.transaction.SmtpSessionFacts;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What the log says of one SMTP session and of what it refuses. Confined to a connection. */
public final class SmtpLog {
    /** So many refusals of one session have a line each; its last line has their number. */
    public static final int MOST_REFUSALS = 100;

    private final SmtpSessionData session;
    private final ClientConnection connection;
    private @Nullable LogEvent subject;
    private String argument = "";
    private long refusals;

    /** Of this session. */
    public SmtpLog(SmtpSessionData session, ClientConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** What is refused from now on is this command, or what follows it. */
    public void begins(SmtpVerb verb, String said) {
        argument = said;
        if (verb == SmtpVerb.MAIL) {
            subject = LogEvent.MAIL_REFUSED;
        } else if (verb == SmtpVerb.RCPT) {
            subject = LogEvent.RCPT_REFUSED;
        } else {
            subject = verb == SmtpVerb.DATA || verb == SmtpVerb.BDAT ? LogEvent.MESSAGE_REFUSED : null;
        }
    }

    /** The command or its result was refused. */
    public void refused(SmtpReply reply, String reason) {
        refusals++;
        LogEvent event = subject;
        if (event == null || refusals > MOST_REFUSALS) {
            return;
        }
        LogLineBuilder line = MessageLog.of(event, session.facts()).with(LogKey.REASON, reason);
        Optional<SmtpEnvelope> envelope = session.envelope();
        envelope.ifPresent(known -> line.from(known.sender().asOptional().map(MailAddress::asString)));
        if (event == LogEvent.MAIL_REFUSED) {
            line.from(Optional.of(path("FROM:")));
        } else if (event == LogEvent.RCPT_REFUSED) {
            MessageLog.client(line.with(LogKey.TO, path("TO:")), session.facts());
        } else {
            envelope.ifPresent(known -> MessageLog.recipients(line, known));
        }
        MessageLog.codes(line, reply).tell();
    }

    /** A command or a message was refused, which has been logged elsewhere. */
    public void refusedElsewhere() {
        refusals++;
        subject = null;
    }

    private String path(String prefix) {
        return PathArgument.parse(argument, prefix).map(PathArgument::path).orElse(argument);
    }

    /** The session has ended. */
    public void ended(int messages, EndReason ending) {
        SmtpSessionFacts facts = session.facts();
        ConnectionEvents.withTls(LogEvent.SESSION_END, facts.listener(), connection)
                .with(LogKey.HELO, MessageLog.helo(facts))
                .with(LogKey.USER, facts.user().map(Username::asString))
                .with(LogKey.PIN, facts.pin())
                .with(LogKey.DEVICE, facts.identity().device())
                .with(LogKey.MESSAGES, messages)
                .with(LogKey.REFUSED, refusals)
                .with(LogKey.ENDING, ending)
                .tell();
    }
}
