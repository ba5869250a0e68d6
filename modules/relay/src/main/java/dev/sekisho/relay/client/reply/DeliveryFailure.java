// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import dev.sekisho.policy.pin.Pin;
import java.util.Optional;
import java.util.Set;

/** Why a session could not begin, or broke off. */
public sealed interface DeliveryFailure {
    /** One sentence for the operator. */
    String text();

    /**
     * There is no TCP connection.
     *
     * @param text why
     */
    record Unreachable(String text) implements DeliveryFailure {}

    /**
     * There is a TCP connection, and no banner came over it.
     *
     * @param text what happened instead
     */
    record Silent(String text) implements DeliveryFailure {}

    /**
     * The connection broke, stalled, or what came was no SMTP.
     *
     * @param text what happened
     */
    record Broken(String text) implements DeliveryFailure {}

    /**
     * TLS was offered and the handshake failed, not for the certificate.
     *
     * @param text what the engine said
     */
    record HandshakeFailed(String text) implements DeliveryFailure {}

    /**
     * The server is not what the route demands. Nothing was sent.
     *
     * @param text what was found
     * @param presented the pin of the key that the server presented, if it presented one
     * @param expected the pins of the keys that would do, if the demand is for such
     */
    record Unmet(String text, Optional<Pin> presented, Set<Pin> expected) implements DeliveryFailure {
        public Unmet {
            expected = Set.copyOf(expected);
        }
    }

    /**
     * The server does not want us, or not now: the banner, EHLO or the login was refused.
     *
     * @param at which step
     * @param reply what it said
     */
    record Turned(String at, ServerReply reply) implements DeliveryFailure {
        @Override
        public String text() {
            return at + " was answered with " + reply;
        }
    }

    /** A broken session, to be thrown. */
    static DeliveryFailureException broken(String text) {
        return new DeliveryFailureException(new Broken(text));
    }
}
