// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest cell, two blanks between them. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these heads. */
    public TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row with as many cells as there are heads. */
    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row needs " + rows.get(0).size() + " cells, found " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** The lines, without ends of line. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
