// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.sasl;

import dev.sekisho.relay.client.reply.DeliveryFailureException;
import java.util.Optional;

/** Our side of a login (RFC 4954). For one login. */
public interface SaslExchange {
    /** What goes with the AUTH command itself; empty if the server speaks first. */
    Optional<byte[]> first();

    /**
     * What is said to a challenge.
     *
     * @throws DeliveryFailureException if the server cannot be who it should be
     */
    byte[] answer(byte[] challenge) throws DeliveryFailureException;

    /** Whether the server has shown what it had to show; asked once it has accepted. */
    boolean satisfied();
}
