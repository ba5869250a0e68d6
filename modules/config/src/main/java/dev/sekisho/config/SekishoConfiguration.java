// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.config.tls.TlsConfiguration;
import dev.sekisho.policy.TlsMode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A complete configuration.
 *
 * @param folder where it was read from
 * @param hostName the name this server goes by
 * @param portOffset what was added to every port
 * @param store which database holds what must last
 * @param tls the certificates and the engine
 * @param relay how mail leaves
 * @param listeners all listeners, those that are not enabled too, in the order of the files
 */
public record SekishoConfiguration(
        Path folder,
        String hostName,
        int portOffset,
        StoreConfiguration store,
        TlsConfiguration tls,
        RelayConfiguration relay,
        List<ListenerConfiguration> listeners) {
    public SekishoConfiguration {
        listeners = List.copyOf(listeners);
    }

    /** The pins that are listed in the XML, of all listeners and routes. */
    public List<ListedPin> listedPeers() {
        Stream<ListedPin> ofListeners = listeners.stream()
                .flatMap(listener -> listener.lists().peers().peers().stream()
                        .map(peer -> new ListedPin(
                                "listener " + listener.name(),
                                peer,
                                listener.lists().position(peer.pin()).orElse(listener.position()))));
        return Stream.concat(ofListeners, relay.listed().stream()).toList();
    }

    /** The names by which the server goes: its own, and those that its listeners with TLS greet with. */
    public List<String> ownNames() {
        Stream<String> greeting = enabledListeners().stream()
                .filter(listener -> listener.policy().tls() != TlsMode.NONE)
                .map(listener -> listener.banner().hostName());
        return Stream.concat(Stream.of(hostName), greeting).distinct().toList();
    }

    /** The listeners to start. */
    public List<ListenerConfiguration> enabledListeners() {
        return listeners.stream().filter(ListenerConfiguration::enabled).toList();
    }
}
