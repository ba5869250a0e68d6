// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * A socket that connections are accepted on, for as long as the listener wants. Netty's own is closed for good by an {@link Error} at one
 * connection; here only that connection is lost.
 */
public final class ListeningChannel extends NioServerSocketChannel {
    @Override
    protected boolean closeOnReadError(Throwable cause) {
        return !isActive();
    }
}
