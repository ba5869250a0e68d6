// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.JamesSettings;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One listener.
 *
 * @param name its {@code jmxName}, else the name of its policy, with the port where that is not the policy's own
 * @param policy what it demands
 * @param socket where it listens
 * @param enabled false if it is configured and not to be started
 * @param banner how it greets
 * @param lists the recipients and peers that its policy lists
 * @param james what its element says to James' own parts
 * @param position where it begins in its file
 */
public record ListenerConfiguration(
        ListenerName name,
        PortPolicy policy,
        ListenerSocket socket,
        boolean enabled,
        Banner banner,
        PolicyLists lists,
        JamesSettings james,
        SourcePosition position) {

    /** The protocol spoken. */
    public Protocol protocol() {
        return policy.protocol();
    }

    /** What it listens on, with the port offset added; never empty, all resolved. */
    public List<InetSocketAddress> binds() {
        return socket.addresses();
    }

    /** Name, policy and addresses. The elements for James are left out: there may be passwords among them. */
    @Override
    public String toString() {
        return "listener " + name + " (" + policy.name() + ", " + binds() + (enabled ? ")" : ", not enabled)");
    }
}
