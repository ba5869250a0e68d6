// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/**
 * Bounds on a message.
 *
 * @param recipients recipients of one message
 * @param octets octets of one message
 */
public record MessageLimits(int recipients, long octets) {

    /** 100 recipients (RFC 5321 4.5.3.1.8), 35 MiB. */
    public static final MessageLimits DEFAULT = new MessageLimits(100, 35L * 1024 * 1024);

    /** Received fields that a message may have when it comes in (RFC 5321 6.3). */
    public static final int MAX_HOPS = 50;

    /** Levels of parts within parts that a message may have; also Postfix' default of {@code mime_nesting_limit}. */
    public static final int MAX_NESTING = 100;

    public MessageLimits {
        LimitCheck.positive("recipients", recipients);
        LimitCheck.positive("message bytes", octets);
    }

    /** The same with another number of recipients. */
    public MessageLimits withRecipients(int most) {
        return new MessageLimits(most, octets);
    }

    /** The same with another size. */
    public MessageLimits withOctets(long most) {
        return new MessageLimits(recipients, most);
    }
}
