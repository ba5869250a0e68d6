// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * Of which messages the answer to a command has told the flags, by the modification sequence at which they were so. A change of many messages gives them
 * few modification sequences, so this takes few octets. For one thread.
 */
final class ToldFlags {
    private final Map<Long, NumberRangesBuilder> uids = new HashMap<>();
    private final Map<Long, NumberRanges> built = new HashMap<>();

    void add(long uid, long modSeq) {
        uids.computeIfAbsent(modSeq, key -> new NumberRangesBuilder()).add(uid);
        built.remove(modSeq);
    }

    boolean has(long uid, long modSeq) {
        NumberRangesBuilder told = uids.get(modSeq);
        return told != null
                && built.computeIfAbsent(modSeq, key -> told.build()).contains(uid);
    }

    void clear() {
        uids.clear();
        built.clear();
    }
}
