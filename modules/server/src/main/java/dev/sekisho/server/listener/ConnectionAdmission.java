// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.server.transport.limit.ConnectionLimiter;
import java.net.InetSocketAddress;

/** Turns away connections that are too many, in the words of the listener's protocol. */
public final class ConnectionAdmission implements Listener.Admission {
    private final PortPolicy policy;
    private final ConnectionLimiter limiter;

    public ConnectionAdmission(PortPolicy policy) {
        this.policy = policy;
        this.limiter = new ConnectionLimiter(policy.limits().connections());
    }

    @Override
    public ConnectionLimiter.Place place(InetSocketAddress client) {
        return limiter.place(ClientNetwork.of(client.getAddress()));
    }

    @Override
    public String words() {
        return words("Too many connections, try again later");
    }

    private String words(String text) {
        if (policy.beginsWithHandshake()) {
            return "";
        }
        return switch (policy.protocol()) {
            case SMTP -> "421 4.7.0 " + text;
            case POP3 -> "-ERR [SYS/TEMP] " + text;
            case IMAP -> "* BYE " + text;
        };
    }
}
