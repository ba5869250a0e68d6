// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one listener listens, as written.
 *
 * @param list the addresses and ports; never empty
 * @param position where they are written
 */
record BindAddresses(List<BindAddress> list, SourcePosition position) {
    private static final String EVERYWHERE = "0.0.0.0";

    BindAddresses {
        list = List.copyOf(list);
    }

    /** Reads those of a listener; empty if they are malformed. */
    static Optional<BindAddresses> of(ConfigSection listener, ListenerSchema schema) {
        if (listener.section(ListenerSocketReader.BIND).isEmpty()) {
            return Optional.of(new BindAddresses(
                    List.of(new BindAddress(EVERYWHERE, usualPort(listener, schema))), listener.position()));
        }
        return listener.value(ListenerSocketReader.BIND)
                .map(found -> new BindAddresses(found.value(), found.position()));
    }

    private static int usualPort(ConfigSection listener, ListenerSchema schema) {
        return PolicyReader.named(listener, schema)
                .map(ParsedValue::value)
                .map(PortPolicy::usualPort)
                .orElse(schema.jamesPort());
    }

    int firstPort() {
        return list.get(0).port();
    }

    /**
     * The addresses with the offset added. What cannot be listened on is a problem. Where both wildcards share a port, the IPv6 one
     * stands for both, because a socket bound to it takes IPv4 too.
     */
    List<InetSocketAddress> resolve(ConfigSection listener, HostEnvironment machine, int offset) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (BindAddress bind : list) {
            int port = bind.port() + offset;
            Optional<InetAddress> address = machine.address(bind.host());
            if (!BindAddress.usable(port)) {
                refuse(
                        listener,
                        "port " + bind.port() + " with the offset " + offset + " is " + port,
                        "use an offset that keeps ports from 1 to 65535");
            } else if (address.isEmpty()) {
                refuse(
                        listener,
                        "the address of " + bind.host() + " is not known to this machine",
                        "use an address, or a name that resolves");
            } else {
                addresses.add(new InetSocketAddress(address.get(), port));
            }
        }
        addresses.removeIf(address -> coveredBy(address, addresses));
        return addresses;
    }

    private static boolean coveredBy(InetSocketAddress address, List<InetSocketAddress> all) {
        return address.getAddress().isAnyLocalAddress()
                && !(address.getAddress() instanceof Inet6Address)
                && all.stream()
                        .anyMatch(other -> other.getPort() == address.getPort()
                                && other.getAddress().isAnyLocalAddress()
                                && other.getAddress() instanceof Inet6Address);
    }

    private void refuse(ConfigSection listener, String found, String expected) {
        listener.problems().refuse(position, listener.where(), found, expected);
    }
}
