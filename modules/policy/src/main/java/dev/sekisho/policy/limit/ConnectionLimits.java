// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;

/**
 * Bounds on the connections of a listener.
 *
 * @param open open connections on the listener
 * @param openPerAddress open connections of one IPv4 address or one IPv6 /64; where users log in, those that have not logged in
 * @param openPerUser open connections of one user from one such address
 * @param idle how long a session may say nothing
 * @param handshake how long a TLS handshake may take
 */
public record ConnectionLimits(int open, int openPerAddress, int openPerUser, Duration idle, Duration handshake) {

    /** 2,000 connections, 50 of one address, 50 of one user from there; 5 minutes of silence (RFC 5321 4.5.3.2.7); 10 seconds for a handshake. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(2_000, 50, 50, Duration.ofMinutes(5), Duration.ofSeconds(10));

    public ConnectionLimits {
        LimitCheck.positive("connections", open);
        LimitCheck.positive("connections per address", openPerAddress);
        LimitCheck.positive("connections per user", openPerUser);
        LimitCheck.positive("idle seconds", idle.toSeconds());
        LimitCheck.positive("handshake seconds", handshake.toSeconds());
    }

    /** The same limits with another idle time. */
    public ConnectionLimits withIdle(Duration newIdle) {
        return new ConnectionLimits(open, openPerAddress, openPerUser, newIdle, handshake);
    }
}
