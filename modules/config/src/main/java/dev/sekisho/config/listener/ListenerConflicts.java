// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.pin.PinStateText;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinnedPeer;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what concerns several listeners: that there is one, that names differ, that addresses do not collide.
 *
 * @param listeners all listeners
 * @param problems where problems go
 */
public record ListenerConflicts(List<ListenerConfiguration> listeners, ProblemList problems) {

    public void check() {
        boolean noneEnabled = listeners.stream().noneMatch(ListenerConfiguration::enabled);
        if (noneEnabled && problems.refusals().isEmpty()) {
            problems.refuse(
                    SourcePosition.ofFile(ListenerSchema.SMTP.file()),
                    "",
                    "no listener is configured and enabled, here or in pop3server.xml or imapserver.xml",
                    "write at least one");
        }
        names();
        peers();
        List<ListenerConfiguration> enabled =
                listeners.stream().filter(ListenerConfiguration::enabled).toList();
        for (int i = 0; i < enabled.size(); i++) {
            within(enabled.get(i));
            for (int j = 0; j < i; j++) {
                between(enabled.get(j), enabled.get(i));
            }
        }
        listeners.forEach(listener -> new ListenerWarnings(listener, problems).give());
    }

    private void names() {
        Map<ListenerName, ListenerConfiguration> known = new HashMap<>();
        for (ListenerConfiguration listener : listeners) {
            ListenerConfiguration first = known.putIfAbsent(listener.name(), listener);
            if (first != null) {
                problems.refuse(
                        listener.position(),
                        "listener " + listener.name(),
                        "the name is already used by the listener at " + first.position(),
                        "give it another <jmxName>");
            }
        }
    }

    /** Several listeners may list a peer, whose key then has one name and one state at all of them. */
    private void peers() {
        Map<Pin, ListenerConfiguration> known = new HashMap<>();
        for (ListenerConfiguration listener : listeners) {
            for (PinnedPeer peer : listener.lists().peers().peers()) {
                Optional.ofNullable(known.putIfAbsent(peer.pin(), listener))
                        .ifPresent(first -> sameKey(listener, peer, first));
            }
        }
    }

    private void sameKey(ListenerConfiguration listener, PinnedPeer peer, ListenerConfiguration first) {
        first.lists()
                .peers()
                .find(peer.pin())
                .filter(other -> !other.name().equals(peer.name())
                        || other.state() != peer.state()
                        || !other.until().equals(peer.until()))
                .ifPresent(other -> problems.refuse(
                        listener.lists().position(peer.pin()).orElse(listener.position()),
                        "listener " + listener.name(),
                        "the pin of peer " + peer.name() + ", " + PinStateText.of(peer) + " here, is peer "
                                + other.name()
                                + "'s and " + PinStateText.of(other) + " at "
                                + first.lists().position(peer.pin()).orElse(first.position()),
                        "write one name and one state in both places"));
    }

    private void within(ListenerConfiguration listener) {
        List<InetSocketAddress> binds = listener.binds();
        for (int i = 0; i < binds.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (collide(binds.get(j), binds.get(i))) {
                    refuse(listener, binds.get(i), "its own " + shown(binds.get(j)));
                }
            }
        }
    }

    private void between(ListenerConfiguration first, ListenerConfiguration second) {
        for (InetSocketAddress one : first.binds()) {
            for (InetSocketAddress other : second.binds()) {
                if (collide(one, other)) {
                    refuse(second, other, "listener " + first.name() + " at " + first.position());
                }
            }
        }
    }

    private void refuse(ListenerConfiguration listener, InetSocketAddress bind, String with) {
        problems.refuse(
                listener.position(),
                "listener " + listener.name(),
                shown(bind) + " collides with " + with,
                "give one of them another port or address");
    }

    /** A wildcard takes the port on every address, of IPv4 and of IPv6. */
    private static boolean collide(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().equals(other.getAddress())
                        || one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress());
    }

    private static String shown(InetSocketAddress bind) {
        return new BindAddress(bind.getAddress().getHostAddress(), bind.getPort()).toString();
    }
}
