// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import java.time.Duration;

/**
 * How long a server may take (RFC 5321 4.5.3.2).
 *
 * @param connect for the TCP connection
 * @param handshake for the TLS handshake
 * @param banner for the first reply
 * @param command for a reply to a command
 * @param dataStart for the reply to DATA
 * @param block for sending a block of the message
 * @param dataEnd for the reply to the end of the message
 */
public record SmtpTimeouts(
        Duration connect,
        Duration handshake,
        Duration banner,
        Duration command,
        Duration dataStart,
        Duration block,
        Duration dataEnd) {
    /** The minimums of RFC 5321, and 30 seconds for what is below SMTP. */
    public static final SmtpTimeouts STANDARD = new SmtpTimeouts(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10));

    /** The same time for everything. */
    public static SmtpTimeouts all(Duration time) {
        return new SmtpTimeouts(time, time, time, time, time, time, time);
    }
}
