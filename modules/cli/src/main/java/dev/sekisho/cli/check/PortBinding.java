// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Tests whether a listener could bind to an address. */
@FunctionalInterface
interface PortBinding {
    /** What came of it. */
    enum Outcome {
        FREE,
        /** Somebody listens there. */
        TAKEN,
        /** The user has no right to the port. */
        DENIED,
        /** The address is none of this machine. */
        ELSEWHERE,
        /** Another fault. */
        FAILED
    }

    /** Takes the address for a moment, without listening: nobody can connect meanwhile. */
    PortBinding REAL = address -> {
        try (SocketChannel socket = SocketChannel.open()) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(address);
            return Outcome.FREE;
        } catch (SocketException e) {
            return outcome(e);
        } catch (IOException e) {
            return Outcome.FAILED;
        }
    };

    /** Tries an address. */
    Outcome attempt(InetSocketAddress address);

    private static Outcome outcome(SocketException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Permission denied")) {
            return Outcome.DENIED;
        }
        if (message.contains("Cannot assign requested address")) {
            return Outcome.ELSEWHERE;
        }
        return message.contains("in use") ? Outcome.TAKEN : Outcome.FAILED;
    }
}
