// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.policy.diagnostics.FileErrorCause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Keeps a server from being started in a home folder, as a running one does, for as long as it is open. */
public final class ServerLock implements AutoCloseable {
    private final FileChannel file;

    private ServerLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param why what needs it, for the message
     * @throws CommandFault if a server runs
     */
    public static ServerLock take(HomeFolder home, String why) {
        try {
            Files.createDirectories(
                    home.run(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel file = FileChannel.open(
                    home.run().resolve("sekisho.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(file) == null) {
                file.close();
                throw new CommandFault(
                        ExitCodes.FAILED, "a server runs in this folder; stop it first with 'sekisho stop': " + why);
            }
            return new ServerLock(file);
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    home.run() + ": cannot be written (" + e + "); "
                            + FileErrorCause.of(e).advice());
        }
    }

    /** Whether a server runs in a home folder, or something that must not run beside one. */
    public static boolean isHeld(HomeFolder home) {
        return Files.exists(home.run().resolve("sekisho.lock")) && !isFree(home);
    }

    /** Whether no server runs in a home folder, nor anything that must not run beside one. */
    public static boolean isFree(HomeFolder home) {
        try (FileChannel file = FileChannel.open(home.run().resolve("sekisho.lock"), StandardOpenOption.WRITE)) {
            return locked(file) != null;
        } catch (IOException cannotTell) {
            return false;
        }
    }

    private static @Nullable FileLock locked(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, "the lock cannot be released: " + e.getMessage());
        }
    }
}
