// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One listener.
 *
 * @param name its {@code jmxName}, else the name of its policy, with the port where that is not the policy's own
 * @param policy what it demands
 * @param binds what it listens on, with the port offset added; never empty, all resolved
 * @param configuredPort the port in the file, of the first bind, without the offset
 * @param enabled false if it is configured and not to be started
 * @param greeting the text of the banner behind the host name; empty means the server's own
 * @param helloName the name it greets with
 * @param backlog connections that may wait to be accepted
 * @param handlers James handlers and hooks that join its chain, in order
 * @param recipients where a listener that relays to listed recipients relays to
 * @param peers the pins of a listener that relays for pinned peers
 * @param peerPositions where each of these pins is listed
 * @param jamesXml the listener's element with the settings that James' own IMAP reads, and nothing else in it
 * @param position where it begins in its file
 */
public record ListenerConfiguration(
        String name,
        PortPolicy policy,
        List<InetSocketAddress> binds,
        int configuredPort,
        boolean enabled,
        Optional<String> greeting,
        String helloName,
        int backlog,
        List<HandlerDeclaration> handlers,
        ListedRecipients recipients,
        PinSet peers,
        Map<Pin, SourcePosition> peerPositions,
        String jamesXml,
        SourcePosition position) {

    public ListenerConfiguration {
        binds = List.copyOf(binds);
        handlers = List.copyOf(handlers);
        peerPositions = Map.copyOf(peerPositions);
        if (binds.isEmpty()) {
            throw new IllegalArgumentException("listener " + name + " has no address to listen on");
        }
    }

    /** The protocol spoken. */
    public Protocol protocol() {
        return policy.protocol();
    }

    /** True if it can be reached from other machines. */
    public boolean isPublic() {
        return binds.stream().anyMatch(bind -> !bind.getAddress().isLoopbackAddress());
    }

    /** Name, policy and addresses. The elements for James are left out: there may be passwords among them. */
    @Override
    public String toString() {
        return "listener " + name + " (" + policy.name() + ", " + binds + (enabled ? ")" : ", not enabled)");
    }
}
