// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.server.transport.limit.ClientNetwork;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DerivationTurnsTest {
    private static final ClientNetwork MANY = new ClientNetwork("192.0.2.1");
    private static final ClientNetwork ONE = new ClientNetwork("192.0.2.2");

    private final DerivationTurns turns = new DerivationTurns(2);

    @AfterEach
    void close() {
        turns.close();
    }

    @Test
    void noMoreAreAtWorkThanMayBe() throws Exception {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            turns.of(Standing.STRANGER, MANY, "account " + i).execute(() -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.yield();
                working.decrementAndGet();
                done.countDown();
            });
        }
        done.await();
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void oneOfAnotherAddressComesBeforeThoseThatWaitLonger() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Semaphore done = new Semaphore(0);
        List<String> order = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "account " + i;
            turns.of(Standing.STRANGER, MANY, name).execute(() -> {
                await(gate);
                order.add(name);
                done.release();
            });
        }
        turns.of(Standing.STRANGER, ONE, "taro").execute(() -> {
            order.add("taro");
            done.release();
        });
        gate.countDown();
        done.acquire(21);
        assertThat(order.indexOf("taro")).isLessThan(5);
    }

    @Test
    void whoIsKnownToTheAccountComesBeforeStrangersAndTheyAreNotForgotten() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Semaphore done = new Semaphore(0);
        List<String> order = new CopyOnWriteArrayList<>();
        Semaphore held = new Semaphore(0);
        for (int i = 0; i < 2; i++) {
            turns.of(Standing.STRANGER, ONE, "holds a thread " + i).execute(() -> {
                held.release();
                await(gate);
            });
        }
        held.acquire(2);
        for (int i = 0; i < 40; i++) {
            String stranger = "stranger " + i;
            turns.of(Standing.STRANGER, new ClientNetwork("198.51.100." + i), stranger)
                    .execute(() -> {
                        order.add(stranger);
                        done.release();
                    });
        }
        for (int i = 0; i < 20; i++) {
            turns.of(Standing.KNOWN, MANY, "user " + i).execute(() -> {
                order.add("known");
                done.release();
            });
        }
        gate.countDown();
        done.acquire(60);
        // Two threads may each be one ahead.
        assertThat(order.subList(0, 30).stream().filter("known"::equals).count())
                .isGreaterThanOrEqualTo(18);
        assertThat(order.subList(0, 12)).anyMatch(each -> !each.equals("known"));
    }

    @Test
    void tooManyThatWaitAreRefused() {
        CountDownLatch gate = new CountDownLatch(1);
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < DerivationTurns.MOST_WAITING + 3; i++) {
                            turns.of(Standing.STRANGER, MANY, "taro").execute(() -> await(gate));
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
        } finally {
            gate.countDown();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
