// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.server.smtp.command.SmtpCommandDispatcher;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpInput;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.input.LineReader;
import dev.sekisho.server.transport.input.LineReader.Line;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** One client's SMTP session: cuts what comes into lines and octets, and gives each to who takes it. */
final class SmtpServerSession implements ProtocolSession {
    private final SmtpContext context;
    private final SmtpCommandDispatcher commands;
    private final LineReader lines = new LineReader();

    SmtpServerSession(SmtpContext context, SmtpCommandDispatcher commands) {
        this.context = context;
        this.commands = commands;
    }

    @Override
    public void greet() {
        context.session().checkPin();
        ListenerGreeting greeting = context.listener().greeting();
        if (context.checkpoint().isUnlisted(context.state())) {
            ConnectionEvents.refused(greeting.name(), context.connection(), SmtpRefusal.DEVICE_NOT_LISTED.word());
        }
        context.connection().line("220 " + greeting.hostName() + " ESMTP " + greeting.greeting());
    }

    @Override
    public void tlsStarted() {
        context.session().beginAgain();
        context.input().response().giveUp();
        context.session().checkPin();
    }

    @Override
    public boolean read(ByteBuf input) {
        SmtpInput.Octets octets = context.input().octets();
        if (octets != null) {
            octets.take(input);
            return true;
        }
        boolean response = context.input().response().awaited();
        Line line = lines.take(input, response ? PortLimits.AUTH_LINE : commands.lineLimit(context));
        if (line instanceof Line.Text text) {
            String decoded = new String(text.octets(), StandardCharsets.UTF_8);
            if (response) {
                context.input().response().take(decoded);
            } else {
                commands.take(context, decoded);
            }
            return true;
        }
        boolean fault = context.replies().notALine(line);
        if (fault) {
            context.input().response().giveUp();
        }
        return fault;
    }

    @Override
    public void idle() {
        context.replies().say(SmtpReplies.IDLE);
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        context.replies().say(new SmtpReply(421, "4.4.2", why.text()));
    }

    @Override
    public AwaitedInput awaited() {
        boolean chunks = context.state().transaction() == SmtpState.Transaction.CHUNKS;
        if (chunks || context.input().octets() != null) {
            return AwaitedInput.MESSAGE;
        }
        return lines.insideLine() ? AwaitedInput.REST_OF_COMMAND : AwaitedInput.COMMAND;
    }

    @Override
    public ClientIdentification identification() {
        return context.checkpoint().identification(context.state());
    }

    @Override
    public boolean interruptible() {
        SmtpInput.Octets octets = context.input().octets();
        return octets == null || octets.interruptible();
    }

    @Override
    public void stopping() {
        context.replies().say(SmtpReplies.STOPPING);
    }

    @Override
    public void failed() {
        context.replies().say(SmtpReplies.FAULT);
    }

    @Override
    public void closed(EndReason reason) {
        context.session().endTransaction();
        context.replies().log().ended(context.session().messages(), reason);
    }
}
