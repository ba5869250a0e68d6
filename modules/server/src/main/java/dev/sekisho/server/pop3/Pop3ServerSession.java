// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.server.pop3.command.Pop3CommandDispatcher;
import dev.sekisho.server.pop3.maildrop.LockedMaildrop;
import dev.sekisho.server.pop3.maildrop.MaildropTransaction;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.input.LineReader;
import dev.sekisho.server.transport.input.LineReader.Line;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.apache.james.core.Username;

/** One client's POP3 session: cuts what comes into lines, and gives each to who takes it. */
final class Pop3ServerSession implements ProtocolSession {
    private final Pop3Context context;
    private final Pop3CommandDispatcher commands;
    private final LineReader lines = new LineReader();

    Pop3ServerSession(Pop3Context context, Pop3CommandDispatcher commands) {
        this.context = context;
        this.commands = commands;
    }

    @Override
    public void greet() {
        ListenerGreeting greeting = context.listener().greeting();
        String timestamp =
                context.session().timestamp().map(stamp -> " " + stamp).orElse("");
        context.replies().line("+OK " + greeting.hostName() + " " + greeting.greeting() + timestamp);
    }

    @Override
    public void tlsStarted() {
        context.session().become(context.state().afterStls());
        context.session().named("");
    }

    @Override
    public boolean read(ByteBuf input) {
        Line line = lines.take(input, context.state().tls() ? PortLimits.AUTH_LINE : PortLimits.POP3_LINE);
        if (!(line instanceof Line.Text text)) {
            boolean fault = context.replies().notALine(line);
            if (fault) {
                context.response().giveUp();
            }
            return fault;
        }
        String decoded = new String(text.octets(), StandardCharsets.UTF_8);
        if (context.response().awaited()) {
            context.response().take(decoded);
        } else {
            commands.take(context, decoded);
        }
        return true;
    }

    @Override
    public void idle() {
        context.replies().line("-ERR [SYS/TEMP] Idle for too long, closing connection");
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        context.replies().line("-ERR [SYS/TEMP] " + why.text());
    }

    @Override
    public AwaitedInput awaited() {
        return lines.insideLine() ? AwaitedInput.REST_OF_COMMAND : AwaitedInput.COMMAND;
    }

    @Override
    public ClientIdentification identification() {
        return context.state().phase() == Pop3State.Phase.TRANSACTION
                ? ClientIdentification.KNOWN
                : ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        MaildropTransaction maildrop = context.session().maildrop();
        return maildrop == null || !maildrop.sending();
    }

    @Override
    public void stopping() {
        context.replies().line("-ERR [SYS/TEMP] The server ends, try again later");
    }

    @Override
    public void failed() {
        context.replies().line("-ERR [SYS/TEMP] Local error, closing connection");
    }

    @Override
    public void closed(EndReason reason) {
        LogLineBuilder line = ConnectionEvents.withTls(
                        LogEvent.SESSION_END, context.listenerName(), context.connection())
                .with(LogKey.USER, context.session().user().map(Username::asString))
                .with(LogKey.ENDING, reason);
        MaildropTransaction maildrop = context.session().maildrop();
        if (maildrop != null) {
            maildrop.describe(line);
        }
        line.tell();
        if (maildrop != null) {
            maildrop.close();
        }
        LockedMaildrop locked = context.session().locked();
        if (locked != null) {
            context.connection().detach(locked::close);
        }
    }
}
