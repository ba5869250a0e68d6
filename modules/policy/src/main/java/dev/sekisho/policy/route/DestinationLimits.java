// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

/**
 * How much is done at one destination at once.
 *
 * @param connections open connections to one destination
 * @param messages messages over one connection, after which it is closed
 */
public record DestinationLimits(int connections, int messages) {
    /** 10 connections, 100 messages each. */
    public static final DestinationLimits DEFAULT = new DestinationLimits(10, 100);

    public DestinationLimits {
        if (connections < 1 || messages < 1) {
            throw new IllegalArgumentException("a destination needs at least one connection and one message");
        }
    }
}
