// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.concurrent.atomic.AtomicBoolean;

/** Sees to it that BYE is said once, by the engine or by the guards before it. */
final class ByeGuard {
    private final AtomicBoolean said = new AtomicBoolean();

    /** True for the first who wants to say it. */
    boolean begin() {
        return said.compareAndSet(false, true);
    }
}
