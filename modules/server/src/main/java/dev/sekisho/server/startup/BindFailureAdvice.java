// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import dev.sekisho.config.listener.ListenerConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Says what to do about an address that cannot be bound. */
public final class BindFailureAdvice {
    private static final int PRIVILEGED = 1_024;

    private BindFailureAdvice() {}

    /** Whether another start may find it free, or there: a port in use, an interface that is not up yet. */
    public static boolean passes(IOException cause) {
        String words = String.valueOf(cause.getMessage());
        return words.contains("in use") || words.contains("Cannot assign requested address");
    }

    public static String of(ListenerConfiguration listener, InetSocketAddress address, IOException cause) {
        String line = listener.position() + ": " + cause.getMessage();
        boolean denied = String.valueOf(cause.getMessage()).contains("Permission denied");
        if (denied && address.getPort() < PRIVILEGED) {
            return line
                    + "; ports below 1024 need a right: run 'sysctl -w net.ipv4.ip_unprivileged_port_start=25' as root, or"
                    + " give the right by a service manager (AmbientCapabilities=CAP_NET_BIND_SERVICE), or move all ports with"
                    + " --port-offset";
        }
        return line + "; see who has it with 'ss -ltnp', change <bind>, or move all ports with --port-offset";
    }
}
