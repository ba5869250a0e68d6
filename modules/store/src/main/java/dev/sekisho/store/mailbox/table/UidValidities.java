// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.mailbox.model.UidValidity;

/**
 * The UIDVALIDITY of new mailboxes: the seconds since 1970, and always more than the one before, so that a mailbox that takes the name of a deleted one
 * has a greater one (RFC 9051 2.3.1.1).
 */
public final class UidValidities {
    private static final AtomicLong LAST = new AtomicLong();

    private UidValidities() {}

    /** One that this process has given to no mailbox yet. */
    public static UidValidity next(Instant now) {
        return UidValidity.of(LAST.updateAndGet(last -> Math.max(last + 1, now.getEpochSecond())));
    }
}
