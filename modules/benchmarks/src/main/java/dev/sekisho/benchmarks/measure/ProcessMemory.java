// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a Java process that tracks it ({@code -XX:NativeMemoryTracking=summary}), in KiB.
 *
 * @param resident all that it has in RAM
 * @param heap what its heap has taken of the system
 * @param direct buffers outside of the heap
 */
public record ProcessMemory(long resident, long heap, long direct) {
    /** What Java must be started with. */
    public static final String OPTION = "-XX:NativeMemoryTracking=summary";

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP = Pattern.compile("Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern DIRECT = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /** Asks the kernel, and the process by the JDK's jcmd. */
    public static ProcessMemory of(long process) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process + "/status"));
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd",
                        Long.toString(process),
                        "VM.native_memory",
                        "summary")
                .redirectErrorStream(true)
                .start();
        String tracked = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ProcessMemory(number(RESIDENT, status), number(HEAP, tracked), number(DIRECT, tracked));
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("wanted " + pattern + ", got:\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public String toString() {
        return "%,d MiB resident, of which heap %,d and direct buffers %,d"
                .formatted(resident >> 10, heap >> 10, direct >> 10);
    }
}
