// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells what a server that starts is at: when that changes, and every ten seconds. For one thread, but for its hook. */
final class StartProgress implements AutoCloseable {
    /** What the server writes while it starts. */
    static final String FILE = "starting.txt";

    private static final int LONGEST = 200;
    private static final long EVERY = 10;
    private static final String BEFORE = "starting Java; a new class archive is tested first";

    private final Terminal terminal;
    private final HomeFolder home;
    private final Thread hook;
    private final long begun = System.nanoTime();
    private String shown = "";
    private long at;

    private StartProgress(Terminal terminal, HomeFolder home, Thread hook) {
        this.terminal = terminal;
        this.home = home;
        this.hook = hook;
    }

    /** When the command is ended, as with Ctrl-C, it says that the server goes on. */
    static StartProgress of(Terminal terminal, HomeFolder home, Process server) {
        Thread hook = new Thread(() -> {
            if (server.isAlive()) {
                terminal.err()
                        .println("the server continues to start, as process " + server.pid()
                                + ": 'sekisho status' shows its state, 'sekisho stop' stops it");
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new StartProgress(terminal, home, hook);
    }

    /** What the server says that it is at. */
    static Optional<String> doing(HomeFolder home) {
        try {
            String said = Files.readString(home.run().resolve(FILE)).strip();
            return Optional.of(PrintableText.line(said.substring(0, Math.min(said.length(), LONGEST))));
        } catch (IOException nothingSaid) {
            return Optional.empty();
        }
    }

    void tell() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        String doing = doing(home).orElse(shown.isEmpty() ? BEFORE : shown);
        if (!doing.equals(shown) || seconds >= at + EVERY) {
            shown = doing;
            at = seconds;
            terminal.err().println("starting, " + seconds + " s: " + doing);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process ends: the hook runs.
            terminal.err().flush();
        }
    }
}
