// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the process that listens on a port, from Linux' {@code proc(5)}: other users' processes only for root.
 *
 * @param proc the folder of the process file system
 * @param server the process of the running Sekisho of the same home, if it runs
 */
record PortOwnerFinder(Path proc, Optional<Long> server) {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /**
     * A process.
     *
     * @param pid its number
     * @param name what the machine calls it
     */
    record Owner(long pid, String name) {}

    /** Asks this machine. */
    static PortOwnerFinder ofHome(HomeFolder home) {
        return new PortOwnerFinder(Path.of("/proc"), runningServer(home.run().resolve("sekisho.pid")));
    }

    private static Optional<Long> runningServer(Path file) {
        try {
            return Optional.of(Long.valueOf(Files.readString(file).strip()))
                    .filter(pid -> ProcessHandle.of(pid).isPresent());
        } catch (IOException | NumberFormatException notRunning) {
            return Optional.empty();
        }
    }

    /** The process that listens on a port; empty if it is unknown. */
    Optional<Owner> of(int port) {
        Set<String> sockets = new HashSet<>();
        addSockets("tcp", port, sockets);
        addSockets("tcp6", port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(new Owner(
                            Long.parseLong(String.valueOf(process.getFileName())),
                            Files.readString(process.resolve("comm")).strip()));
                }
            }
        } catch (IOException ignored) {
            // A process that has ended since, or /proc is closed to this user: the port is reported without its owner.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** True if the process is the running Sekisho itself. */
    boolean isServer(Owner owner) {
        return server.filter(pid -> pid == owner.pid()).isPresent();
    }

    private void addSockets(String table, int port, Set<String> sockets) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE
                        && fields[LOCAL_ADDRESS].endsWith(suffix)
                        && fields[STATE].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException ignored) {
            // On a machine without this table, the port is reported without its owner.
            return;
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
