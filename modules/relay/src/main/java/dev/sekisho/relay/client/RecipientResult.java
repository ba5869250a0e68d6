// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import java.time.Instant;

/** The result of an attempt for one recipient. */
public sealed interface RecipientResult {
    /** What is made of each result. A result that is added here is to be handled wherever results are. */
    interface Cases<T> {
        T delivered(Delivered delivered);

        T refused(Refused refused);

        T tryLater(TryLater tryLater);

        T interrupted(Interrupted interrupted);

        T paused(Paused paused);

        T bounced(Bounced bounced);
    }

    /** What the case for this result makes of it. */
    <T> T fold(Cases<T> cases);

    /** Whether another server may be asked: this one has certainly not taken the message for this recipient, and has not refused it for good. */
    default boolean isOpen() {
        return false;
    }

    /** Whether a server was asked, or was to be: it counts as an attempt. */
    default boolean isAttempt() {
        return true;
    }

    /**
     * The server has taken responsibility.
     *
     * @param reply to the end of the message
     * @param dsn whether it got the sender's DSN parameters
     */
    record Delivered(ServerReply reply, boolean dsn) implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.delivered(this);
        }
    }

    /**
     * It never will.
     *
     * @param reply what the server said, or what we say for it
     */
    record Refused(ServerReply reply) implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused(this);
        }
    }

    /**
     * Not now.
     *
     * @param reply what the server said
     */
    record TryLater(ServerReply reply) implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.tryLater(this);
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    /**
     * The dialogue ended before the result was known, or did not begin.
     *
     * @param failure what happened
     * @param perhapsTaken true if the server may have taken the message: its end was sent, or nearly so. False if it certainly has not
     */
    record Interrupted(DeliveryFailure failure, boolean perhapsTaken) implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.interrupted(this);
        }

        @Override
        public boolean isOpen() {
            return !perhapsTaken;
        }
    }

    /**
     * It was not tried: who it goes to is left alone until then.
     *
     * @param failure why
     * @param until when it is its turn again
     */
    record Paused(DeliveryFailure failure, Instant until) implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.paused(this);
        }

        @Override
        public boolean isAttempt() {
            return false;
        }
    }

    /** It was not tried: the operator wants it back with its sender. */
    record Bounced() implements RecipientResult {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.bounced(this);
        }

        @Override
        public boolean isAttempt() {
            return false;
        }
    }
}
