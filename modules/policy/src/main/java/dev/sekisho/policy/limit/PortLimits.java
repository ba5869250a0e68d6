// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;

/**
 * Bounds that a listener keeps. Every one is a property of the policy.
 *
 * @param connections open connections on the listener
 * @param connectionsPerAddress open connections of one IPv4 address or one IPv6 /64
 * @param idle how long a session may say nothing
 * @param handshake how long a TLS handshake may take
 * @param recipients recipients of one message
 * @param messageBytes octets of one message
 * @param failedAuths bad logins of one connection, the last of which closes it
 * @param failedAuthsPerAddress bad logins of one address within {@code failedAuthWindow}, after which the address is held off
 * @param failedAuthWindow the time within which bad logins of an address are counted
 * @param holdOff how long an address is not asked for logins that had too many bad ones, on all listeners
 * @param pace how slow a session may be
 */
public record PortLimits(
        int connections,
        int connectionsPerAddress,
        Duration idle,
        Duration handshake,
        int recipients,
        long messageBytes,
        int failedAuths,
        int failedAuthsPerAddress,
        Duration failedAuthWindow,
        Duration holdOff,
        SlowClientLimits pace) {

    /** Octets of a command line with its CR LF before a login (RFC 5321 4.5.3.1.4). */
    public static final int COMMAND_LINE = 512;
    /** Octets of a line of an AUTH exchange (RFC 4954 4). */
    public static final int AUTH_LINE = 12_288;
    /** Octets of a POP3 command line (RFC 2449 4). */
    public static final int POP3_LINE = 255;
    /** Received fields that a message may have when it comes in (RFC 5321 6.3). */
    public static final int HOPS = 50;
    /** Levels of parts within parts that a message may have; also Postfix' default of {@code mime_nesting_limit}. */
    public static final int NESTING = 100;

    /** The limits of ports that speak SMTP. */
    public static final PortLimits SMTP = new PortLimits(
            2_000,
            50,
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            100,
            35L * 1024 * 1024,
            3,
            10,
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            SlowClientLimits.DEFAULT);

    /** The limits of ports that mail is read on. */
    public static final PortLimits READING = SMTP.withIdle(Duration.ofMinutes(10));

    public PortLimits {
        LimitCheck.positive("connections", connections);
        LimitCheck.positive("connections per address", connectionsPerAddress);
        LimitCheck.positive("idle seconds", idle.toSeconds());
        LimitCheck.positive("handshake seconds", handshake.toSeconds());
        LimitCheck.positive("recipients", recipients);
        LimitCheck.positive("message bytes", messageBytes);
        LimitCheck.positive("failed logins", failedAuths);
        LimitCheck.positive("failed logins per address", failedAuthsPerAddress);
        LimitCheck.positive("seconds of the failed-login window", failedAuthWindow.toSeconds());
        LimitCheck.positive("seconds of the hold-off", holdOff.toSeconds());
    }

    /** The same limits with another idle time. */
    public PortLimits withIdle(Duration newIdle) {
        return new PortLimits(
                connections,
                connectionsPerAddress,
                newIdle,
                handshake,
                recipients,
                messageBytes,
                failedAuths,
                failedAuthsPerAddress,
                failedAuthWindow,
                holdOff,
                pace);
    }
}
