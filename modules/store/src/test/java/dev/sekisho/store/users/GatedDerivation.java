// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The derivation as it is, which writes down how many iterations it was asked for, and may be made to wait. */
final class GatedDerivation implements PasswordDerivation {

    /** The iterations of each derivation that was begun. */
    final List<Integer> begun = new CopyOnWriteArrayList<>();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** What is begun from now on waits until {@link #open}. */
    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    @Override
    public byte[] derive(String password, int iterations, byte[] salt) {
        begun.add(iterations);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return PasswordHash.derive(password, iterations, salt);
    }

    int iterations() {
        return begun.stream().mapToInt(Integer::intValue).sum();
    }
}
