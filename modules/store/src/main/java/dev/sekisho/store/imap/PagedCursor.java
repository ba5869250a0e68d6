// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Reads a set of UIDs page by page, each in a unit of its own. */
final class PagedCursor<T> implements MessageCursor<T> {
    private final UidPages pages;
    private final Function<UidPages, List<T>> question;
    private final ToLongFunction<T> uid;

    PagedCursor(UidPages pages, Function<UidPages, List<T>> question, ToLongFunction<T> uid) {
        this.pages = pages;
        this.question = question;
        this.uid = uid;
    }

    @Override
    public List<T> next() {
        List<T> rows = List.of();
        while (rows.isEmpty() && !pages.isAtEnd()) {
            rows = question.apply(pages);
            pages.advance(rows.size(), rows.isEmpty() ? 0 : uid.applyAsLong(rows.get(rows.size() - 1)));
        }
        return rows;
    }
}
