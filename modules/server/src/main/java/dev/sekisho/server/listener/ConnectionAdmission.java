// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.server.transport.limit.ClientRateLimiter;
import dev.sekisho.server.transport.limit.ConnectionLimiter;
import dev.sekisho.server.transport.limit.RatedClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns away connections that are too many or come too often, and those of banned addresses, in the words of the listener's protocol. */
public final class ConnectionAdmission implements Listener.Admission {
    private static final String TOO_MANY = "Too many connections, try again later";

    private final PortPolicy policy;
    private final Predicate<InetAddress> banned;
    private final ClientRateLimiter rates;
    private final ConnectionLimiter limiter;

    /**
     * @param banned true for an address that no connection is taken of; does not block
     * @param rates how often each client has connected
     */
    public ConnectionAdmission(PortPolicy policy, Predicate<InetAddress> banned, ClientRateLimiter rates) {
        this.policy = policy;
        this.banned = banned;
        this.rates = rates;
        this.limiter = new ConnectionLimiter(policy.limits().connections());
    }

    @Override
    public Optional<Listener.Refusal> refusal(InetSocketAddress client) {
        InetAddress address = client.getAddress();
        if (banned.test(address)) {
            return Optional.of(
                    new Listener.Refusal(Optional.of("banned"), words("Connections of your address are not accepted")));
        }
        boolean within = !counts(address) || rates.take(stranger(address), ClientEvent.CONNECTION);
        return within ? Optional.empty() : Optional.of(new Listener.Refusal(Optional.empty(), words(TOO_MANY)));
    }

    private boolean counts(InetAddress address) {
        return policy.limitsRatesOf(address.getAddress());
    }

    private static RatedClient stranger(InetAddress address) {
        return RatedClient.stranger(ClientNetwork.of(address));
    }

    @Override
    public ConnectionLimiter.Place place(InetSocketAddress client) {
        InetAddress address = client.getAddress();
        return limiter.place(ClientNetwork.of(address), () -> {
            if (counts(address)) {
                rates.giveBack(stranger(address), ClientEvent.CONNECTION, 1);
            }
        });
    }

    @Override
    public Listener.Refusal tooMany(String reason) {
        return new Listener.Refusal(Optional.of(reason), words(TOO_MANY));
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
