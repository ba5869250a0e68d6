// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

/**
 * The name of a listener, as it stands in logs, in {@code Received} and in commands. No two listeners of a server have the same.
 *
 * @param text on one line, not blank
 */
public record ListenerName(String text) {
    public ListenerName {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a listener's name is a text on one line");
        }
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
