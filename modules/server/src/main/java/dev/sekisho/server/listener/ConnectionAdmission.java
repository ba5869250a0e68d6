// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.server.transport.limit.ConnectionLimiter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns away connections that are too many, and those of banned addresses, in the words of the listener's protocol. */
public final class ConnectionAdmission implements Listener.Admission {
    private final PortPolicy policy;
    private final Predicate<InetAddress> banned;
    private final ConnectionLimiter limiter;

    /** @param banned true for an address that no connection is taken of; does not block */
    public ConnectionAdmission(PortPolicy policy, Predicate<InetAddress> banned) {
        this.policy = policy;
        this.banned = banned;
        this.limiter = new ConnectionLimiter(policy.limits().connections());
    }

    @Override
    public Optional<Listener.Refusal> refusal(InetSocketAddress client) {
        return banned.test(client.getAddress())
                ? Optional.of(new Listener.Refusal("banned", words("Connections of your address are not accepted")))
                : Optional.empty();
    }

    @Override
    public ConnectionLimiter.Place place(InetSocketAddress client) {
        return limiter.place(ClientNetwork.of(client.getAddress()));
    }

    @Override
    public Listener.Refusal tooMany(String reason) {
        return new Listener.Refusal(reason, words("Too many connections, try again later"));
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
