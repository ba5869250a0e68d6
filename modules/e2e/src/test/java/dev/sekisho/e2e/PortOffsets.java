// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Port offsets for installations: no two that are given out, also by JVMs side by side, move two of the shipped ports to the same number, and none
 * moves one to where the kernel gives ports to clients.
 */
final class PortOffsets {
    private static final List<Integer> PORTS = List.of(25, 110, 465, 587, 993, 995, 2525, 5190, 10025);
    /** Divides the difference of no two of the ports. */
    private static final int STEP = 31;

    private static final int LOWEST = 11_000;
    /** Linux gives clients ports from 32,768 on. */
    private static final int HIGHEST = 32_767 - 10_025;
    /** At least as many as the JVMs side by side; the steps are dealt out to them in turn. */
    private static final int JVMS = 8;

    /** Kept, as a channel that is collected lets go of its lock. */
    private static final List<FileChannel> CLAIMED = new ArrayList<>();

    private static final int OWN = claim();
    private static final int ROUNDS = (HIGHEST - LOWEST) / STEP / JVMS;

    private static int next = ThreadLocalRandom.current().nextInt(ROUNDS);

    private PortOffsets() {}

    /** A number that no other JVM of tests on this machine has: the lock of a file, which the system keeps until this JVM ends. */
    private static int claim() {
        for (int number = 0; number < JVMS; number++) {
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "sekisho-ports-" + number + ".lock");
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() != null) {
                    CLAIMED.add(channel);
                    return number;
                }
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("ports cannot be shared with other tests by " + file, e);
            }
        }
        throw new AssertionError(JVMS + " JVMs of tests run already");
    }

    /** An offset that leaves all ports free that the shipped configuration names, and comes again as late as can be. */
    static synchronized int fresh() {
        for (int attempt = 0; attempt < ROUNDS; attempt++) {
            next = (next + 1) % ROUNDS;
            int offset = LOWEST + STEP * (JVMS * next + OWN);
            if (PORTS.stream().allMatch(port -> free(port + offset))) {
                return offset;
            }
        }
        throw new AssertionError("no free ports were found");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
