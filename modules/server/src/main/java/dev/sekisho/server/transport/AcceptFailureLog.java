// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.store.sql.TransientFailureLog;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of connections that cannot be accepted, at the end of a listening channel. Netty's acceptor before it has paused for a second by then,
 * and goes on by itself; the connections wait in the backlog.
 */
final class AcceptFailureLog extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(AcceptFailureLog.class);

    private final ListenerName listener;
    private final TransientFailureLog failures;

    AcceptFailureLog(ListenerName listener, TransientFailureLog failures) {
        this.listener = listener;
        this.failures = failures;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failures.warn(LOGGER, cause, () -> "listener " + listener + ": connections cannot be accepted, and wait");
    }
}
