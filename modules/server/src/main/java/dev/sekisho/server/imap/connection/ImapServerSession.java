// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.connection;

import dev.sekisho.imap.parse.AssemblerEvent;
import dev.sekisho.policy.imap.ImapState.Phase;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.imap.command.ImapCommandDispatcher;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapLimits;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's IMAP session: what comes is put together to commands and messages, and each is given to who takes it. */
final class ImapServerSession implements ProtocolSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapServerSession.class);

    private final ImapContext context;
    private final ImapInputHandler input;
    private long beforeLogin;

    ImapServerSession(ImapContext context, ImapCommandDispatcher commands) {
        this.context = context;
        this.input = new ImapInputHandler(context, commands);
    }

    @Override
    public void greet() {
        context.replies()
                .line("* OK [CAPABILITY " + String.join(" ", input.capabilities()) + "] "
                        + context.listener().identity().hostName() + " Sekisho IMAP ready");
    }

    @Override
    public void tlsStarted() {
        throw new IllegalStateException("IMAP has implicit TLS only");
    }

    @Override
    public boolean read(ByteBuf octets) {
        if (!loggedIn() && beforeLogin > ImapLimits.BEFORE_LOGIN) {
            endStranger();
            return true;
        }
        ByteBuffer readable = octets.nioBuffer();
        int before = readable.position();
        AssemblerEvent event = context.session().input().next(readable);
        int taken = readable.position() - before;
        octets.skipBytes(taken);
        beforeLogin += loggedIn() ? 0 : taken;
        return event.accept(input);
    }

    private void endStranger() {
        LOGGER.warn(
                "listener {}: peer {} sent {} octets without a login, closed",
                context.listenerName(),
                context.connection().client(),
                beforeLogin);
        context.replies().bye("Too much said before a login", EndReason.ABUSE);
    }

    private boolean loggedIn() {
        return context.session().state().phase() != Phase.NOT_AUTHENTICATED;
    }

    @Override
    public void idle() {
        context.replies().sayBye("Idle for too long");
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        context.replies().sayBye(why.text());
    }

    @Override
    public AwaitedInput awaited() {
        return switch (context.session().input().awaited()) {
            case COMMAND, LINE -> AwaitedInput.COMMAND;
            case REST_OF_COMMAND -> AwaitedInput.REST_OF_COMMAND;
            case MESSAGE -> AwaitedInput.MESSAGE;
        };
    }

    @Override
    public ClientIdentification identification() {
        return loggedIn() ? ClientIdentification.KNOWN : ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        return true;
    }

    @Override
    public void stopping() {
        context.replies().sayBye("The server ends");
    }

    @Override
    public void failed() {
        context.replies().sayBye("[UNAVAILABLE] Local error, closing connection");
    }

    @Override
    public void closed(EndReason reason) {
        context.news().close();
        context.intake().discard();
        context.session().close();
        ConnectionEvents.withTls(LogEvent.SESSION_END, context.listenerName(), context.connection())
                .with(LogKey.USER, context.session().user().map(Username::asString))
                .with(LogKey.ENDING, reason)
                .tell();
    }
}
