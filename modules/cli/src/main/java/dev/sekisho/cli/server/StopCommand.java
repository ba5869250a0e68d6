// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.ProcessPoll;
import dev.sekisho.cli.process.ServerLock;
import dev.sekisho.cli.process.ServerProcess;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends the server. */
@Command(
        name = "stop",
        description = "Asks the server to finish its work and stop, and waits until it has stopped.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped, or was not running", "1:still running after the timeout", "4:unknown"})
public final class StopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "maximum time to wait (default: 60)")
    private int timeout = 60;

    /** A command that writes there. */
    public StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new ServerProcess(home.home())
                .find()
                .fold(
                        this::notRunning,
                        running -> end(home.home(), running.process()),
                        stale -> notRunning(),
                        unclear -> {
                            throw new CommandFault(ExitCodes.UNKNOWN, unclear.why());
                        });
    }

    private int notRunning() {
        terminal.out().println("not running");
        return ExitCodes.OK;
    }

    private int end(HomeFolder where, ProcessHandle process) {
        if (!process.destroy()) {
            throw new CommandFault(
                    ExitCodes.FAILED, "process " + process.pid() + " cannot be stopped; are you its user, or root?");
        }
        boolean ended = ProcessPoll.until(
                () -> !process.isAlive() || ServerLock.isFree(where),
                Duration.ofSeconds(timeout),
                seconds ->
                        terminal.err().println("waiting for process " + process.pid() + " to end, " + seconds + " s"));
        if (!ended) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "process " + process.pid() + " still runs after " + timeout + " s; the log says what it waits for");
        }
        terminal.out()
                .println(
                        process.isAlive()
                                ? "stopped; process " + process.pid()
                                        + " may still write its class archive for some seconds; there is no need to wait"
                                : "stopped");
        return ExitCodes.OK;
    }
}
