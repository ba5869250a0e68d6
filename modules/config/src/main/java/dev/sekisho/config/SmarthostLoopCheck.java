// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.relay.RelaySchema;
import dev.sekisho.config.relay.RelaySchema.Endpoint;
import dev.sekisho.config.relay.RouteReader;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Finds smarthosts that are this server itself: what went there would come back, until it has gone round too often.
 *
 * @param listeners those that are started
 * @param hostName the name this server goes by
 */
record SmarthostLoopCheck(List<ListenerConfiguration> listeners, String hostName) {

    /** Checks the routes of {@code relay.xml}. */
    void refuseAsSmarthosts(ConfigSection relay) {
        for (ConfigSection route : relay.sections(RelaySchema.ROUTE)) {
            route.value(RelaySchema.SMARTHOST).ifPresent(found -> refuse(route, found));
        }
    }

    private void refuse(ConfigSection route, ParsedValue<Endpoint> smarthost) {
        listeners.stream()
                .filter(listener -> listener.binds().stream().anyMatch(bind -> leadsTo(smarthost.value(), bind)))
                .findFirst()
                .ifPresent(listener -> route.problems()
                        .refuse(
                                smarthost.position(),
                                "route " + RouteReader.name(route),
                                smarthost.shown() + " is this server's own listener " + listener.name()
                                        + ": mail would come back",
                                "name the server that is to take it, or remove <smarthost> for the recipients' MX"));
    }

    private boolean leadsTo(Endpoint smarthost, InetSocketAddress bind) {
        InetAddress address = bind.getAddress();
        String host = smarthost.host();
        boolean loopback = host.equals("localhost") || host.matches("127\\.[0-9.]+");
        boolean here = address.isAnyLocalAddress()
                ? loopback || host.equals(hostName)
                : address.getHostAddress().equals(host) || (address.isLoopbackAddress() && host.equals("localhost"));
        return smarthost.port() == bind.getPort() && here;
    }
}
