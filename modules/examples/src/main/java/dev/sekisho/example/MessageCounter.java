// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import java.util.concurrent.atomic.AtomicLong;

/** A service of our own, which mailets, listeners and commands share: {@link ExampleModule} binds it. For any thread. */
public final class MessageCounter {
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();

    /** Counts a message that a mailet sees. @return its number, from 1 */
    long accept() {
        return accepted.incrementAndGet();
    }

    /** Counts messages that were put into a mailbox. */
    void keep(int messages) {
        kept.addAndGet(messages);
    }

    /** Both counts in words. */
    String text() {
        return accepted.get() + " accepted, " + kept.get() + " kept";
    }
}
