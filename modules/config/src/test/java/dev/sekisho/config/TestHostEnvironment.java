// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.environment.HostEnvironment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** A machine that knows only what a test tells it: addresses, {@code localhost}, and the variables given. */
record TestHostEnvironment(Map<String, String> variables) implements HostEnvironment {
    static final TestHostEnvironment PLAIN = new TestHostEnvironment(Map.of());

    @Override
    public String hostName() {
        return "host.example.org";
    }

    @Override
    public Optional<InetAddress> address(String hostName) {
        boolean literal = hostName.contains(":") || hostName.matches("[0-9.]+") || hostName.equals("localhost");
        try {
            return literal ? Optional.of(InetAddress.getByName(hostName)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
