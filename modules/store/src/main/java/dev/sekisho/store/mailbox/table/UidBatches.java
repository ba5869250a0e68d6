// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MessageRange;

/** Splits UIDs into portions of ranges. */
public final class UidBatches {

    private UidBatches() {}

    /** Portions of at most {@code most} UIDs, adjacent ones together in a range. */
    public static List<List<MessageTable.Uids>> of(Collection<MessageUid> uids, int most) {
        List<List<MessageTable.Uids>> batches = new ArrayList<>();
        List<MessageTable.Uids> batch = new ArrayList<>();
        long room = most;
        for (MessageRange range : MessageRange.toRanges(uids)) {
            long next = range.getUidFrom().asLong();
            long last = range.getUidTo().asLong();
            while (next <= last) {
                long end = Math.min(last, next + room - 1);
                batch.add(new MessageTable.Uids(next, end));
                room -= end - next + 1;
                next = end + 1;
                if (room == 0) {
                    batches.add(List.copyOf(batch));
                    batch.clear();
                    room = most;
                }
            }
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
