// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.process.ServerProcess.Found;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** The server that runs in a home folder, for other groups of commands. */
public final class RunningServer {
    private RunningServer() {}

    /** What it says of itself; empty if none runs, or it is not yet ready. */
    public static Optional<JsonNode> status(HomeFolder home) {
        return new ServerProcess(home).find() instanceof Found.Running running
                ? ServerStatus.read(home, running.process().pid()).map(ServerStatus::content)
                : Optional.empty();
    }

    /** Waits until it says something; false if it has not after {@code most}, or none runs any more. */
    public static boolean says(HomeFolder home, Predicate<JsonNode> expected, Duration most) {
        boolean ended = ProcessPoll.until(() -> status(home).map(expected::test).orElse(true), most, seconds -> {});
        return ended && status(home).filter(expected).isPresent();
    }
}
