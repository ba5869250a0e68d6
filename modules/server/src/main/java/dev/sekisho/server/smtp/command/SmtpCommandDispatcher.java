// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpListenerServices;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Has each command decided by the policy, and gives what is allowed to the handler of its verb. One for all sessions of a listener. */
public final class SmtpCommandDispatcher {
    /** Octets of a line whose parameters may lengthen it (RFC 5321 4.5.3.1.4, RFC 3461 5.4), with its CR LF. */
    public static final int LONG_LINE = 2_048;

    private final Map<SmtpVerb, SmtpCommandHandler> handlers = new EnumMap<>(SmtpVerb.class);
    private final Map<String, SmtpCommandHandler> added = new HashMap<>();

    /** The server's own commands, and those that an operator adds. */
    public SmtpCommandDispatcher(SmtpListenerServices services) {
        for (SmtpVerb verb : SmtpVerb.values()) {
            handlers.put(verb, handler(verb, services));
        }
        services.extensions().byVerb().forEach((verb, extension) -> added.put(verb, new ExtensionCommand(extension)));
    }

    private static SmtpCommandHandler handler(SmtpVerb verb, SmtpListenerServices services) {
        return switch (verb) {
            case EHLO ->
                new EhloCommand(services.mechanisms(), services.extensions().keywords());
            case HELO -> new HeloCommand();
            case STARTTLS -> new StartTlsCommand();
            case AUTH -> new AuthCommand(services.mechanisms());
            case MAIL -> new MailCommand();
            case RCPT -> new RcptCommand();
            case DATA -> new DataCommand();
            case BDAT -> new BdatCommand();
            case RSET -> new RsetCommand();
            case NOOP -> new FixedReplyCommand(SmtpReplies.OK);
            case HELP -> new FixedReplyCommand(SmtpReplies.HELP);
            case VRFY -> new FixedReplyCommand(SmtpReplies.CANNOT_VRFY);
            case QUIT -> new QuitCommand();
            case EXPN, ETRN, ATRN, TURN, EXTENSION, UNKNOWN -> new UnservedCommand(verb);
        };
    }

    /** Octets that a command may have with its CR LF, before it is known which it is. */
    public int lineLimit(SmtpContext session) {
        return handler(SmtpVerb.AUTH).lineLimit(session);
    }

    private SmtpCommandHandler handler(SmtpVerb verb) {
        SmtpCommandHandler handler = handlers.get(verb);
        if (handler == null) {
            throw new IllegalStateException("every verb has a handler, found none of " + verb);
        }
        return handler;
    }

    /** Takes a line that is a command. */
    public void take(SmtpContext session, String line) {
        String stripped = line.stripTrailing();
        int space = stripped.indexOf(' ');
        String word = space < 0 ? stripped : stripped.substring(0, space);
        String argument = space < 0 ? "" : stripped.substring(space + 1).strip();
        SmtpVerb verb = SmtpVerb.of(word);
        session.replies().log().begins(verb, argument);
        if (verb == SmtpVerb.UNKNOWN && SmtpExtensions.HTTP_METHODS.contains(word)) {
            refuseHttp(session);
            return;
        }
        Optional<SmtpCommandHandler> extension = verb == SmtpVerb.UNKNOWN
                ? Optional.ofNullable(added.get(word.toUpperCase(Locale.ROOT)))
                : Optional.empty();
        SmtpCommandHandler handler = extension.orElseGet(() -> handler(verb));
        if (line.length() + 2 > handler.lineLimit(session)) {
            session.replies().error(SmtpReplies.LINE_TOO_LONG);
            return;
        }
        decide(session, handler, extension.isPresent() ? SmtpVerb.EXTENSION : verb, argument);
    }

    private static void decide(SmtpContext session, SmtpCommandHandler handler, SmtpVerb verb, String argument) {
        handler.prepare(session, argument, () -> decidePrepared(session, handler, verb, argument));
    }

    private static void decidePrepared(
            SmtpContext session, SmtpCommandHandler handler, SmtpVerb verb, String argument) {
        handler.beforeDecision(session);
        session.trial().begins();
        SmtpState state = session.state();
        SmtpCommand command = new SmtpCommand(verb, !argument.isEmpty());
        SmtpDecision decision = session.trial()
                .asked(session.checkpoint().decide(state, command), tried -> tried.decide(state, command));
        if (decision instanceof SmtpDecision.Refuse refuse) {
            handler.refused(session, argument, refuse.reason());
        } else {
            handler.carryOut(session, argument);
        }
    }

    private static void refuseHttp(SmtpContext session) {
        session.replies().say(SmtpReplies.NOT_HTTP);
        ConnectionEvents.refused(session.listener().greeting().name(), session.connection(), "http");
        session.connection().close(EndReason.ABUSE);
    }
}
