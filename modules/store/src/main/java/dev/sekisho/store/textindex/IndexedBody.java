// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.message.text.MessageGrams;

/**
 * What was found out about a body.
 *
 * @param grams not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
record IndexedBody(long id, int[] grams, IndexState state) {
    static IndexedBody of(long id, MessageGrams found) {
        return new IndexedBody(id, found.grams(), found.complete() ? IndexState.COMPLETE : IndexState.INCOMPLETE);
    }

    /** One that cannot be read. */
    static IndexedBody unreadable(long id) {
        return new IndexedBody(id, new int[0], IndexState.INCOMPLETE);
    }
}
