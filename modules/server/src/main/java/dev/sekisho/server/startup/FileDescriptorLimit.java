// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether this process may open as many files as its listeners take connections, each of which is a file. */
public final class FileDescriptorLimit {
    /** What else is open: the database, libraries, logs, message bodies under way. */
    private static final long OTHERS = 500;

    private FileDescriptorLimit() {}

    /** How many files this process may have open; empty where the system does not say. */
    public static OptionalLong limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? OptionalLong.of(system.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    /**
     * The warning for the operator.
     *
     * @param limit files that may be open
     * @param connections those of all listeners together
     */
    public static Optional<String> advice(long limit, long connections) {
        long wanted = connections + OTHERS;
        return limit >= wanted
                ? Optional.empty()
                : Optional.of(
                        ("at most %d files may be open, and the listeners together take %d connections, each of which is one;"
                                        + " raise the limit to %d (LimitNOFILE= of the service, or ulimit -Hn), or lower max-connections")
                                .formatted(limit, connections, wanted));
    }
}
