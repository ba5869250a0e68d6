// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.LineProtocolErrors;
import dev.sekisho.server.transport.input.LineReader.Line;

/** Writes the replies of one session; counts and logs what is refused, and closes where there is too much of it. Confined to a connection. */
public final class SmtpReplyWriter {
    private static final String HANDLER = "handler";

    private final ClientConnection connection;
    private final LineProtocolErrors errors;
    private final SmtpLog log;
    private final Runnable accepted;

    /** Of a session that begins. @param accepted is run where a command was carried out, before its reply */
    public SmtpReplyWriter(ListenerName listener, ClientConnection connection, SmtpLog log, Runnable accepted) {
        this.connection = connection;
        this.log = log;
        this.accepted = accepted;
        this.errors = new LineProtocolErrors(
                listener,
                connection,
                new LineProtocolErrors.Words(
                        SmtpReplies.LINE_MALFORMED.line(),
                        SmtpReplies.LINE_TOO_LONG.line(),
                        SmtpReplies.LINE_MALFORMED.line(),
                        SmtpReplies.TOO_MANY_ERRORS.line()));
    }

    /** The log of the session. */
    public SmtpLog log() {
        return log;
    }

    /** Says something that is neither success nor error. */
    public void say(SmtpReply reply) {
        connection.line(reply.line());
    }

    /** Says that a command was carried out. */
    public void done(SmtpReply reply) {
        accepted.run();
        errors.forgive();
        say(reply);
    }

    /** A command was carried out, whose reply is written by itself. */
    public void forgive() {
        errors.forgive();
    }

    /** Says why a command is refused. */
    public void refuse(SmtpRefusal reason) {
        if (reason.closes()) {
            refuseAndClose(reason);
        } else {
            error(reason.reply(), reason.word());
        }
    }

    /** Says why a command is refused, in a reply that tells more than the reason does. */
    public void refuse(SmtpRefusal reason, SmtpReply reply) {
        error(reply, reason.word());
    }

    /** Says that a command is to be tried again later, which is no fault of the client's. */
    public void defer(SmtpRefusal reason) {
        defer(reason, reason.reply());
    }

    /** The same, in a reply that tells more than the reason does. */
    public void defer(SmtpRefusal reason, SmtpReply reply) {
        log.refused(reply, reason.word());
        say(reply);
    }

    /** The same where the log tells of it in another way; closes if that reason does. */
    public void deferUnlogged(SmtpRefusal reason) {
        log.refusedElsewhere();
        say(reason.reply());
        if (reason.closes()) {
            connection.close(EndReason.ABUSE);
        }
    }

    /** Says why a command is refused, and closes, whatever the policy says of that refusal elsewhere. */
    public void refuseAndClose(SmtpRefusal reason) {
        log.refused(reason.reply(), reason.word());
        sayAndClose(reason.reply(), EndReason.ABUSE);
    }

    /** Says what is wrong with a command; a client that is wrong again and again is closed. */
    public void error(SmtpReply reply) {
        error(reply, SmtpReplies.reason(reply));
    }

    private void error(SmtpReply reply, String reason) {
        log.refused(reply, reason);
        errors.error(reply.line());
    }

    /** Says what is wrong with a command behind which commands cannot be told from octets of a message, and closes. */
    public void errorAndClose(SmtpReply reply) {
        log.refused(reply, SmtpReplies.reason(reply));
        sayAndClose(reply, EndReason.ABUSE);
    }

    /** Passes on a hook's refusal. */
    public void refuseByHook(SmtpHookChain.Objection objection) {
        if (objection.closes()) {
            log.refused(objection.reply(), HANDLER);
            sayAndClose(objection.reply(), EndReason.FINISHED);
        } else {
            error(objection.reply(), HANDLER);
        }
    }

    /** Says that a message was refused, which has been logged with the message. */
    public void messageRefused(SmtpReply reply) {
        log.refusedElsewhere();
        errors.error(reply.line());
    }

    /** Deals with what is no well-formed line; false if there is only no whole line yet. */
    public boolean notALine(Line line) {
        return errors.notALine(line);
    }

    /** Says something and closes. */
    public void sayAndClose(SmtpReply reply, EndReason why) {
        say(reply);
        connection.close(why);
    }
}
