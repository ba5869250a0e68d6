// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import dev.sekisho.cli.command.HomeFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the process of the server by its pid file and its lock, whichever main class it has: an application can have a server in it.
 */
public final class ServerProcess {
    /** Clocks of files and processes differ by ticks. */
    private static final Duration TICKS = Duration.ofSeconds(2);

    private final HomeFolder home;
    private final Path pidFile;

    public ServerProcess(HomeFolder home) {
        this.home = home;
        this.pidFile = home.run().resolve("sekisho.pid");
    }

    /** What the pid file says. */
    public sealed interface Found {
        /** What the function for this finding makes of it. */
        <T> T fold(
                Supplier<T> nothing,
                Function<Running, T> running,
                Function<Stale, T> stale,
                Function<Unclear, T> unclear);

        /** There is no pid file. */
        record Nothing() implements Found {
            @Override
            public <T> T fold(
                    Supplier<T> nothing,
                    Function<Running, T> running,
                    Function<Stale, T> stale,
                    Function<Unclear, T> unclear) {
                return nothing.get();
            }
        }

        /** The process is there. */
        record Running(ProcessHandle process) implements Found {
            @Override
            public <T> T fold(
                    Supplier<T> nothing,
                    Function<Running, T> running,
                    Function<Stale, T> stale,
                    Function<Unclear, T> unclear) {
                return running.apply(this);
            }
        }

        /**
         * There is a pid file, and no Sekisho of that pid: it was killed, or the machine went down.
         *
         * @param pid the pid in the file
         */
        record Stale(long pid) implements Found {
            @Override
            public <T> T fold(
                    Supplier<T> nothing,
                    Function<Running, T> running,
                    Function<Stale, T> stale,
                    Function<Unclear, T> unclear) {
                return stale.apply(this);
            }
        }

        /**
         * It is unknown.
         *
         * @param why in words
         */
        record Unclear(String why) implements Found {
            @Override
            public <T> T fold(
                    Supplier<T> nothing,
                    Function<Running, T> running,
                    Function<Stale, T> stale,
                    Function<Unclear, T> unclear) {
                return unclear.apply(this);
            }
        }
    }

    public Found find() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            return ProcessHandle.of(pid)
                    .filter(process -> isSekisho(process, written))
                    .<Found>map(Found.Running::new)
                    .orElse(new Found.Stale(pid));
        } catch (NoSuchFileException none) {
            return new Found.Nothing();
        } catch (NumberFormatException noNumber) {
            return new Found.Unclear(pidFile + " does not hold a process id");
        } catch (AccessDeniedException closed) {
            return new Found.Unclear(pidFile + " may not be read by the user " + System.getProperty("user.name")
                    + "; run this as the user that runs Sekisho, to whom "
                    + pidFile.getParent()
                    + " belongs");
        } catch (IOException e) {
            return new Found.Unclear(pidFile + " cannot be read: " + e);
        }
    }

    /** A pid may have been given to another program since: the process is no younger than the file, and a server holds the lock. */
    private boolean isSekisho(ProcessHandle process, Instant pidFileWritten) {
        boolean oldEnough = process.info()
                .startInstant()
                .map(started -> !started.isAfter(pidFileWritten.plus(TICKS)))
                .orElse(true);
        return process.isAlive() && oldEnough && ServerLock.isHeld(home);
    }
}
