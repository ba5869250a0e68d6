// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable("A", "B");
        table.add("long cell", "x");
        assertThat(table.lines()).containsExactly("A          B", "long cell  x");
    }

    @Test
    void aRowOfAnotherWidthIsAFault() {
        TextTable table = new TextTable("A", "B");
        assertThatThrownBy(() -> table.add("alone")).hasMessageContaining("2 cells");
    }
}
