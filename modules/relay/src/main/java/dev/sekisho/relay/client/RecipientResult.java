// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

/** What became of one recipient in one transaction. */
public sealed interface RecipientResult {
    /**
     * The server has taken responsibility.
     *
     * @param reply to the end of the message
     * @param dsn whether it was told what notices the sender wants
     */
    record Delivered(ServerReply reply, boolean dsn) implements RecipientResult {}

    /**
     * It never will.
     *
     * @param reply what the server said, or what we say for it
     */
    record Refused(ServerReply reply) implements RecipientResult {}

    /**
     * Not now.
     *
     * @param reply what the server said
     */
    record TryLater(ServerReply reply) implements RecipientResult {}

    /**
     * The conversation ended before it could be told.
     *
     * @param trouble what happened
     * @param perhapsTaken true if the server may have taken the message: its end was sent, or nearly so. False if it certainly has not
     */
    record Interrupted(DeliveryFailure trouble, boolean perhapsTaken) implements RecipientResult {}

    /** Whether another server may be asked: this one has certainly not taken the message for this recipient, and has not refused it for good. */
    default boolean open() {
        return this instanceof TryLater || (this instanceof Interrupted interrupted && !interrupted.perhapsTaken());
    }
}
