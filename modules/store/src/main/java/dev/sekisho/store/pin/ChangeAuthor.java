// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

/**
 * Whose doing a change is.
 *
 * @param who the operating system's user who gave the command, or the server's node
 * @param why in that person's words; may be empty
 */
public record ChangeAuthor(String who, String why) {
    /** Refuses a change that is nobody's. */
    public ChangeAuthor {
        if (who.isBlank()) {
            throw new IllegalArgumentException("a change of a pin is somebody's");
        }
    }
}
