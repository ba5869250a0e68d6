// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

/**
 * Whether the name of a client is looked up.
 *
 * @param enabled true if it is
 * @param unconfirmedWeight what a client without a confirmed name adds to its weight; 0 if nothing
 */
public record ClientNameLookup(boolean enabled, int unconfirmedWeight) {
    /** Nobody asks. */
    public static final ClientNameLookup NONE = new ClientNameLookup(false, 0);

    public ClientNameLookup {
        if (unconfirmedWeight < 0 || !enabled && unconfirmedWeight > 0) {
            throw new IllegalArgumentException("a name has a weight of 0 or more, and 0 if it is not looked up");
        }
    }
}
