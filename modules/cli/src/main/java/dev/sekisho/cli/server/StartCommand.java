// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.ProcessPoll;
import dev.sekisho.cli.process.ServerProcess;
import dev.sekisho.cli.process.ServerProcess.Found;
import dev.sekisho.cli.process.ServerStatus;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.diagnostics.FileErrorCause;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the server in the background. */
@Command(
        name = "start",
        description = "Starts the server in the background and waits until all its listeners are open.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:running", "1:the server ended, or was not ready after --timeout"})
public final class StartCommand implements Callable<Integer> {
    private static final int LAST_LINES = 30;
    private static final Duration ENDLESS = Duration.ofDays(365);
    /** Where setsid is, the server outlives the terminal's session; elsewhere it is a mere child. */
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "added to every port (default: that of sekisho.xml)")
    private Optional<Integer> portOffset = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "maximum time to wait; the server continues to start after it (default: no limit)")
    private Optional<Integer> timeout = Optional.empty();

    /** A command that writes there. */
    public StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        return new ServerProcess(where)
                .find()
                .fold(
                        () -> start(where),
                        running -> {
                            terminal.out()
                                    .println("already running, pid "
                                            + running.process().pid());
                            return ExitCodes.OK;
                        },
                        stale -> start(where),
                        unclear -> {
                            throw new CommandFault(ExitCodes.UNKNOWN, unclear.why());
                        });
    }

    private int start(HomeFolder where) {
        Path log = where.log().resolve("console.log");
        Process process = launch(where, log);
        boolean settled;
        try (StartProgress progress = StartProgress.of(terminal, where, process)) {
            settled = ProcessPoll.until(
                    () -> {
                        progress.tell();
                        return ready(where).isPresent() || !process.isAlive();
                    },
                    timeout.map(Duration::ofSeconds).orElse(ENDLESS),
                    seconds -> {});
        }
        Optional<ServerStatus> status = ready(where);
        if (status.isPresent()) {
            status.get().print(terminal.out());
            return ExitCodes.OK;
        }
        String what = settled
                ? "the server ended with exit code " + process.exitValue()
                : "the server is not ready after " + timeout.orElse(0) + " s; process " + process.pid()
                        + " continues: 'sekisho status' shows its state, 'sekisho stop' stops it";
        throw new CommandFault(ExitCodes.FAILED, what + "; the last lines of " + log + ":\n" + lastLines(log));
    }

    private static Optional<ServerStatus> ready(HomeFolder where) {
        return new ServerProcess(where).find() instanceof Found.Running running
                ? ServerStatus.read(where, running.process().pid())
                : Optional.empty();
    }

    private Process launch(HomeFolder where, Path log) {
        if (!Files.isExecutable(where.script())) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    where.script() + " does not exist or is not executable; name the home folder with --home");
        }
        List<String> command = new ArrayList<>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .ifPresent(command::add);
        command.add(where.script().toString());
        command.add("run");
        portOffset.ifPresent(offset -> command.addAll(List.of("--port-offset", offset.toString())));
        try {
            Files.createDirectories(where.log());
            Files.deleteIfExists(where.run().resolve(StartProgress.FILE));
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling("console.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.root().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // The server logs to files of its own; what it says on the console would stand in this one a second time.
            builder.environment().put("SEKISHO_CONSOLE", "until-open");
            return builder.start();
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the server cannot be started (" + e + "); "
                            + FileErrorCause.of(e).advice());
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
