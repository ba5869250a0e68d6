// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Derives hashes of nothing on a thread of its own until Java has compiled what does it: before that one takes many
 * times as long, and so would the first login. It takes about a second of CPU, in slices of milliseconds between which
 * it can be ended; closing it waits for nothing.
 */
final class HashWarmUp implements AutoCloseable {

    /** By then a derivation is as fast as it gets. */
    static final int ITERATIONS = 100_000;

    static final int SLICE = 1_000;

    private final PasswordDerivation derivation;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    HashWarmUp(PasswordDerivation derivation) {
        this.derivation = derivation;
        this.thread = new Thread(this::warm, "password-warming");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void warm() {
        for (int done = 0; done < ITERATIONS && !closed.get(); done += SLICE) {
            derivation.derive("warming", SLICE, new byte[PasswordHasher.SALT_BYTES]);
        }
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
