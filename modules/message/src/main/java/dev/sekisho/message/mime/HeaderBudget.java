// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/** How many octets of header fields are kept of one message, of all its parts together. */
final class HeaderBudget {
    private static final int MOST_OCTETS = 512 * 1024;

    private int left = MOST_OCTETS;
    private boolean spent;

    /** Takes what is left of the wanted octets. */
    int take(int wanted) {
        int granted = Math.min(wanted, left);
        left -= granted;
        spent |= granted < wanted;
        return granted;
    }

    boolean isSpent() {
        return spent;
    }
}
