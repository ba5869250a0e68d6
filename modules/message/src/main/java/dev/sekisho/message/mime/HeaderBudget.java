// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/** How many octets of header fields are kept: of the message's own header, or of the headers of all its parts together. */
final class HeaderBudget {
    private int left;
    private boolean spent;

    private HeaderBudget(int octets) {
        this.left = octets;
    }

    static HeaderBudget ofMessage() {
        return new HeaderBudget(512 * 1024);
    }

    static HeaderBudget ofParts() {
        return new HeaderBudget(128 * 1024);
    }

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
