// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps the proof's own bad logins from holding the operator off. On loopback they come from an address of 127.0.0.0/8 of their own,
 * where the system lets them; elsewhere they are counted, over all ports that one command proves. Used by one thread.
 */
public final class FailedLoginBudget {
    /** One less than the tenth, which would hold the address off. */
    private static final int MOST = 9;

    private final Optional<InetAddress> ownAddress;
    private int left;

    private FailedLoginBudget(Optional<InetAddress> ownAddress) {
        this.ownAddress = ownAddress;
        this.left = MOST;
    }

    /** For a server at this address. */
    public static FailedLoginBudget against(InetAddress server) {
        boolean loopback = server instanceof Inet4Address && server.isLoopbackAddress();
        return new FailedLoginBudget(loopback ? freshLoopback() : Optional.empty());
    }

    /** True if so many more are safe; they are then counted as made. */
    boolean mayFail(int logins) {
        if (ownAddress.isPresent()) {
            return true;
        }
        if (logins > left) {
            return false;
        }
        left -= logins;
        return true;
    }

    /** The address that they come from; empty for the system's choice. Another one each time. */
    Optional<InetAddress> from() {
        return ownAddress.isPresent() ? freshLoopback() : Optional.empty();
    }

    private static Optional<InetAddress> freshLoopback() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] octets = {
            127, (byte) random.nextInt(1, 255), (byte) random.nextInt(1, 255), (byte) random.nextInt(2, 255)
        };
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            return usable(address) ? Optional.of(address) : Optional.empty();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four octets are an address", impossible);
        }
    }

    /** Some systems have 127.0.0.1 alone. */
    private static boolean usable(InetAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException notOurs) {
            return false;
        }
    }
}
