// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;

/**
 * The limits of a port policy. Each of them is a property that a listener may override.
 *
 * @param connections those of its connections
 * @param messages those of a message
 * @param failedLogins those of logins with wrong credentials
 * @param slowClients how slow a session may be
 * @param sending what an account may send
 * @param clientRates how often a client may connect, begin messages and name recipients
 */
public record PortLimits(
        ConnectionLimits connections,
        MessageLimits messages,
        FailedLoginLimits failedLogins,
        SlowClientLimits slowClients,
        SendingLimits sending,
        ClientRates clientRates) {

    /** Octets of a command line with its CR LF before a login (RFC 5321 4.5.3.1.4). */
    public static final int COMMAND_LINE = 512;

    /** Octets of a line of an AUTH exchange (RFC 4954 4). */
    public static final int AUTH_LINE = 12_288;

    /** Octets of a POP3 command line (RFC 2449 4). */
    public static final int POP3_LINE = 255;

    /** The limits of ports that speak SMTP. */
    public static final PortLimits SMTP = new PortLimits(
            ConnectionLimits.DEFAULT,
            MessageLimits.DEFAULT,
            FailedLoginLimits.DEFAULT,
            SlowClientLimits.DEFAULT,
            SendingLimits.DEFAULT,
            ClientRates.DEFAULT);

    /** The limits of ports that mail is read on: a session may be idle for 10 minutes (RFC 1939 3). */
    public static final PortLimits READING = SMTP.with(ConnectionLimits.DEFAULT.withIdle(Duration.ofMinutes(10)));

    /** The limits of ports for devices: a page that was scanned has at most 25 MiB. */
    public static final PortLimits DEVICE = SMTP.with(MessageLimits.DEFAULT.withOctets(25L * 1024 * 1024));

    /** The same with other limits of connections. */
    public PortLimits with(ConnectionLimits others) {
        return new PortLimits(others, messages, failedLogins, slowClients, sending, clientRates);
    }

    /** The same with other limits of a message. */
    public PortLimits with(MessageLimits others) {
        return new PortLimits(connections, others, failedLogins, slowClients, sending, clientRates);
    }

    /** The same with other limits of failed logins. */
    public PortLimits with(FailedLoginLimits others) {
        return new PortLimits(connections, messages, others, slowClients, sending, clientRates);
    }

    /** The same with other limits of what an account may send. */
    public PortLimits with(SendingLimits others) {
        return new PortLimits(connections, messages, failedLogins, slowClients, others, clientRates);
    }

    /** The same with other rates of a client. */
    public PortLimits with(ClientRates others) {
        return new PortLimits(connections, messages, failedLogins, slowClients, sending, others);
    }
}
