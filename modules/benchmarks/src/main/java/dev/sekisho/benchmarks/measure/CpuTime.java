// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** CPU time of process trees, in the kernel and out of it, those processes included that have ended and were waited for (proc(5)). */
public final class CpuTime {
    private static final double TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** @param ticks user and system time of the process and of its children that ended */
    record Row(long parent, long ticks) {
        /** A line of /proc/PID/stat, whose second field is in parentheses and may hold anything. */
        static Row parse(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return new Row(Long.parseLong(fields[1]), ticks);
        }
    }

    /** Seconds of CPU that the processes and all below them have used. */
    public static double of(Collection<Long> roots) throws IOException {
        return seconds(rows(), roots);
    }

    static double seconds(Map<Long, Row> rows, Collection<Long> roots) {
        long ticks = 0;
        for (Map.Entry<Long, Row> row : rows.entrySet()) {
            if (below(row.getKey(), rows, roots)) {
                ticks += row.getValue().ticks();
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static boolean below(long process, Map<Long, Row> rows, Collection<Long> roots) {
        Set<Long> seen = new HashSet<>();
        Row row = rows.get(process);
        long at = process;
        while (row != null && seen.add(at)) {
            if (roots.contains(at)) {
                return true;
            }
            at = row.parent();
            row = rows.get(at);
        }
        return false;
    }

    private static Map<Long, Row> rows() throws IOException {
        Map<Long, Row> rows = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = process.getFileName().toString();
                if (Character.isDigit(name.charAt(0))) {
                    read(process.resolve("stat"), Long.parseLong(name), rows);
                }
            }
        }
        return rows;
    }

    private static void read(Path stat, long process, Map<Long, Row> rows) throws IOException {
        try {
            rows.put(process, Row.parse(Files.readString(stat)));
        } catch (NoSuchFileException ended) {
            // Its time is its parent's now.
            rows.remove(process);
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw e;
            }
        }
    }
}
