// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads where a listener listens.
 *
 * @param listener the listener
 * @param binds its addresses as written
 * @param policy its policy
 */
public record ListenerSocketReader(ConfigSection listener, BindAddresses binds, PortPolicy policy) {
    private static final int USUAL_BACKLOG = 200;

    public static final ElementSchema<List<BindAddress>> BIND = ElementSchema.of(
            "bind",
            BindAddress.LIST,
            "The addresses and ports to listen on, separated by commas.",
            "0.0.0.0 and the port of the policy");
    public static final ElementSchema<Integer> BACKLOG = ElementSchema.of(
            "connectionBacklog",
            ValueTypes.number(1, 65_535),
            "Maximum number of connections that wait to be accepted.",
            String.valueOf(USUAL_BACKLOG));

    /** The elements that this reads. */
    static final List<ElementSchema<?>> ELEMENTS = List.of(BIND, BACKLOG);

    /**
     * The socket.
     *
     * @param machine resolves names
     * @param portOffset added to every port
     * @return empty if there is no address to listen on, which is then among the problems
     */
    Optional<ListenerSocket> read(HostEnvironment machine, int portOffset) {
        List<InetSocketAddress> addresses = binds.resolve(listener, machine, portOffset);
        refuseOtherMachines(addresses);
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListenerSocket(
                        addresses,
                        binds.firstPort(),
                        listener.value(BACKLOG).map(ParsedValue::value).orElse(USUAL_BACKLOG)));
    }

    private void refuseOtherMachines(List<InetSocketAddress> addresses) {
        if (!policy.loopbackOnly()) {
            return;
        }
        addresses.stream()
                .filter(address -> !address.getAddress().isLoopbackAddress())
                .forEach(address -> listener.problems()
                        .refuse(
                                binds.position(),
                                listener.where(),
                                "the policy " + policy.name() + " is for loopback only, found "
                                        + address.getAddress().getHostAddress(),
                                "bind to 127.0.0.1 or [::1]"));
    }
}
