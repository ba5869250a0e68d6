// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import java.util.List;

/** Sizes for people, in one unit. */
public final class HumanSize {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    private HumanSize() {}

    /** Such as 2GiB and 500MiB, as commands take them, where that is exact; else such as 1.3MiB, rounded down; below 1 KiB in octets. */
    public static String of(long octets) {
        if (octets < 1024) {
            return Plural.of(octets, "octet");
        }
        int unit = 0;
        long size = 1024;
        while (octets / size >= 1024 && unit < UNITS.size() - 1) {
            size *= 1024;
            unit++;
        }
        if (octets % size == 0) {
            return octets / size + UNITS.get(unit);
        }
        boolean exact = unit > 0 && octets % (size / 1024) == 0;
        return exact
                ? octets / (size / 1024) + UNITS.get(unit - 1)
                : octets / size + "." + octets % size * 10 / size + UNITS.get(unit);
    }
}
