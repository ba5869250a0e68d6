// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.store.imap.UidSet;

/** UIDs as commands have them and as the store has them, made of each other range by range. */
public final class Uids {
    private Uids() {}

    /** As the store has them. */
    public static UidSet ofStore(NumberRanges uids) {
        UidSet.Builder builder = new UidSet.Builder();
        uids.forEachRange(builder::add);
        return builder.build();
    }

    /** As commands have them. */
    public static NumberRanges ofCommands(UidSet uids) {
        NumberRangesBuilder builder = new NumberRangesBuilder();
        for (int i = 0; i < uids.rangeCount(); i++) {
            UidSet.Range range = uids.range(i);
            builder.add(Math.max(1, range.first()), Math.min(NumberRanges.LARGEST, range.last()));
        }
        return builder.build();
    }
}
