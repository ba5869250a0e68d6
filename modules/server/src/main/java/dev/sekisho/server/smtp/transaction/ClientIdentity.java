// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.client.ClientName;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who a client is without its own word, for {@code Received} and the log.
 *
 * @param address its address
 * @param name what the DNS says of its name, as far as that is known by now
 * @param listed the DNS lists that have it, each with its weight
 * @param device the name of the device that it is known as by its address
 * @param popLogin true if it is taken for a user for having read mail from its address, and has shown no login here
 */
public record ClientIdentity(
        InetSocketAddress address, ClientName name, List<String> listed, Optional<String> device, boolean popLogin) {
    public ClientIdentity {
        listed = List.copyOf(listed);
    }

    /** A client of which nothing but its address is known. */
    public static ClientIdentity of(InetSocketAddress address) {
        return new ClientIdentity(address, ClientName.NOT_ASKED, List.of(), Optional.empty(), false);
    }
}
