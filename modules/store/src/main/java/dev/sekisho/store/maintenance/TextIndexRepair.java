// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.maintenance.StoreFault.Kind;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.textindex.TextIndexing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Checks the full-text index, and completes it. All that it has can be computed again. */
public final class TextIndexRepair {
    private final TextIndexing indexing;

    /** Of a store that is open. */
    public TextIndexRepair(TextIndexing indexing) {
        this.indexing = indexing;
    }

    /** Whether what SQLite found when it read its file is a fault of the index alone. */
    static boolean isOfIndex(String line) {
        return line.contains("body_grams");
    }

    static List<StoreFault> faults(Database database) {
        List<StoreFault> faults = new ArrayList<>();
        long unknown = database.readPatiently(TextIndexing::countUnknown);
        if (unknown > 0) {
            faults.add(new StoreFault(
                    Kind.TEXT_INDEX, "body_index", unknown + " bodies of messages have no row; each is to have one"));
        }
        long missing = database.readPatiently(TextIndexing::countMissing);
        if (missing > 0) {
            faults.add(new StoreFault(
                    Kind.TEXT_INDEX, "body_grams", missing + " bodies are said to be in it and are not"));
        }
        return faults;
    }

    /**
     * Corrects what is wrong, and indexes all messages that are not indexed; may take hours. Others may use the store meanwhile.
     *
     * @param faults what a check has found
     * @param progress is told how many messages are left to index
     * @return how many were indexed
     */
    public long run(List<StoreFault> faults, LongConsumer progress) {
        boolean unreadable =
                faults.stream().anyMatch(fault -> fault.kind() == Kind.TEXT_INDEX && isOfIndex(fault.found()));
        if (unreadable) {
            indexing.begin();
        }
        indexing.addUnknown();
        indexing.takeBackMissing();
        return indexing.all(progress);
    }
}
