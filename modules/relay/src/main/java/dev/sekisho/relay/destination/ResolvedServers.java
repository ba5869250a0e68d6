// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.relay.client.reply.ServerReply;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** Who may take a message. */
public sealed interface ResolvedServers {
    /** What the function for this answer makes of it. */
    <T> T fold(Function<Known, T> known, Function<Nobody, T> nobody, Function<NotNow, T> notNow);

    /**
     * These, to be asked in this order.
     *
     * @param all at least one
     */
    record Known(List<Server> all) implements ResolvedServers {
        public Known {
            all = List.copyOf(all);
        }

        @Override
        public <T> T fold(Function<Known, T> known, Function<Nobody, T> nobody, Function<NotNow, T> notNow) {
            return known.apply(this);
        }
    }

    /**
     * Nobody ever will.
     *
     * @param reply why, as a server would have said it
     */
    record Nobody(ServerReply reply) implements ResolvedServers {
        @Override
        public <T> T fold(Function<Known, T> known, Function<Nobody, T> nobody, Function<NotNow, T> notNow) {
            return nobody.apply(this);
        }
    }

    /**
     * It is unknown for now.
     *
     * @param why for the operator
     */
    record NotNow(String why) implements ResolvedServers {
        @Override
        public <T> T fold(Function<Known, T> known, Function<Nobody, T> nobody, Function<NotNow, T> notNow) {
            return notNow.apply(this);
        }
    }

    /**
     * A server.
     *
     * @param host its name
     * @param address one of its addresses, and its port
     */
    record Server(String host, InetSocketAddress address) {}
}
