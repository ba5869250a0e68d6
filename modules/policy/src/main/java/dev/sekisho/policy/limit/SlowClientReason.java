// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/** Why a session ends that is not silent, but slow. */
public enum SlowClientReason {
    /** A command was begun and not ended. */
    COMMAND("Command took too long"),
    /** Nobody has logged in. */
    LOGIN("No login in time"),
    /** Commands, and no message. */
    NO_MESSAGE("No message in time"),
    /** Too little of a message comes in a minute. */
    MESSAGE_RATE("Message comes too slowly"),
    /** All of a message takes too long. */
    MESSAGE_TIME("Message took too long");

    private final String text;

    SlowClientReason(String text) {
        this.text = text;
    }

    /** The text for the client, in whatever protocol. */
    public String text() {
        return text + ", closing connection";
    }
}
