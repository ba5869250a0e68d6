// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.config.james.JamesSettings;
import dev.sekisho.config.listener.Banner;
import dev.sekisho.config.listener.ListedRecipients;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.listener.ListenerSocket;
import dev.sekisho.config.listener.PolicyLists;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.pin.PinSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a configuration would say of a listener on a free loopback port. */
public final class TestListeners {
    private TestListeners() {}

    /** A listener of this policy, with what a test needs of its other settings. */
    public static ListenerConfiguration of(PortPolicy policy, List<HandlerDeclaration> handlers, String jamesXml) {
        return new ListenerConfiguration(
                new ListenerName(policy.name()),
                policy,
                new ListenerSocket(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), 0, 100),
                true,
                new Banner("mx.example.org", Optional.of("test")),
                new PolicyLists(
                        new ListedRecipients(Set.of("listed@elsewhere.example"), Set.of()), PinSet.EMPTY, Map.of()),
                new JamesSettings(handlers, jamesXml),
                SourcePosition.ofFile("test.xml"));
    }
}
