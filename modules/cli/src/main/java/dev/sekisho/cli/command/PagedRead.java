// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.terminal.JsonOutput;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the store in pages, so that a listing of any length needs the same memory. */
public final class PagedRead {
    /** So many rows are held at once. */
    public static final int SIZE = 200;

    private PagedRead() {}

    /** Where a page begins. */
    @FunctionalInterface
    public interface Source<T, K> {
        /** The next rows behind a key; fewer than {@link #SIZE} are the last. */
        List<T> after(K key);
    }

    /**
     * Hands on each page that has rows.
     *
     * @param first behind which the first page begins
     * @param key the key of a row
     * @return how many rows there were
     */
    public static <T, K> long each(K first, Source<T, K> source, Function<T, K> key, Consumer<List<T>> action) {
        long rows = 0;
        K last = first;
        List<T> page;
        do {
            page = source.after(last);
            if (!page.isEmpty()) {
                action.accept(page);
                last = key.apply(page.get(page.size() - 1));
                rows += page.size();
            }
        } while (page.size() == SIZE);
        return rows;
    }

    /** One array of JSON, an element written before the next is made. */
    public static final class JsonArray {
        private final PrintWriter out;
        private boolean begun;

        /** An array that is written there. */
        public JsonArray(PrintWriter out) {
            this.out = out;
        }

        /** The next element. */
        public void add(JsonNode element) {
            out.print(begun ? ", " : "[ ");
            out.print(JsonOutput.text(element));
            begun = true;
        }

        /** That was all. */
        public void end() {
            out.println(begun ? " ]" : "[ ]");
        }
    }
}
