// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a listener listens.
 *
 * @param addresses with the port offset added; never empty, all resolved
 * @param configuredPort the port in the file, of the first address, without the offset
 * @param backlog connections that may wait to be accepted
 */
public record ListenerSocket(List<InetSocketAddress> addresses, int configuredPort, int backlog) {
    public ListenerSocket {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a listener has an address to listen on");
        }
    }

    /** True if it can be reached from other machines. */
    public boolean isPublic() {
        return addresses.stream().anyMatch(address -> !address.getAddress().isLoopbackAddress());
    }
}
