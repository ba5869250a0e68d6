// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.mail.StoredMail;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mail of a queue, as an operator sees it.
 *
 * @param id its row
 * @param queue the queue's name
 * @param state whether it waits, and for what
 * @param added when it came into the queue
 * @param size octets of its message; 0 if it has none
 * @param mail the mail
 */
public record SpooledMail(long id, String queue, State state, Instant added, long size, StoredMail mail) {

    /** Whether it waits, and for what. */
    public sealed interface State {
        /** In a word. */
        String word();

        /** What the function for this state makes of it. */
        <T> T fold(
                Supplier<T> ready,
                Function<Waiting, T> waiting,
                Function<Taken, T> taken,
                Function<Unknown, T> unknown);
    }

    /** For a server that takes it. */
    public record Ready() implements State {
        @Override
        public String word() {
            return "ready";
        }

        @Override
        public <T> T fold(
                Supplier<T> ready,
                Function<Waiting, T> waiting,
                Function<Taken, T> taken,
                Function<Unknown, T> unknown) {
            return ready.get();
        }
    }

    /**
     * For a time.
     *
     * @param until then it is ready
     */
    public record Waiting(Instant until) implements State {
        @Override
        public String word() {
            return "waiting";
        }

        @Override
        public <T> T fold(
                Supplier<T> ready,
                Function<Waiting, T> waiting,
                Function<Taken, T> taken,
                Function<Unknown, T> unknown) {
            return waiting.apply(this);
        }
    }

    /**
     * For nothing, in a state that there is not: no server takes it. It can be made ready, or removed.
     *
     * @param found what its row says
     */
    public record Unknown(String found) implements State {
        @Override
        public String word() {
            return "unknown";
        }

        @Override
        public <T> T fold(
                Supplier<T> ready,
                Function<Waiting, T> waiting,
                Function<Taken, T> taken,
                Function<Unknown, T> unknown) {
            return unknown.apply(this);
        }
    }

    /**
     * For nothing: a server has it.
     *
     * @param node the name under which the server takes mail
     * @param dead whether that has ended, or hangs: then the mail is ready again as soon as another one looks
     */
    public record Taken(String node, boolean dead) implements State {
        @Override
        public String word() {
            return "taken";
        }

        @Override
        public <T> T fold(
                Supplier<T> ready,
                Function<Waiting, T> waiting,
                Function<Taken, T> taken,
                Function<Unknown, T> unknown) {
            return taken.apply(this);
        }
    }
}
