// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.command.HomeFolder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is known by its pid file and its lock, whichever program it is a part of; this JVM plays the program. */
class ServerProcessTest {
    @TempDir
    Path folder;

    @Test
    void isAnyProgramThatHoldsTheLock() throws Exception {
        writePid();
        try (FileChannel lock = FileChannel.open(
                folder.resolve("var/run/sekisho.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            assertThat(found())
                    .isInstanceOfSatisfying(
                            ServerProcess.Found.Running.class,
                            running -> assertThat(running.process()).isEqualTo(ProcessHandle.current()));
        }
    }

    @Test
    void isNoProgramThatHasItsPidAlone() throws Exception {
        writePid();
        Files.createFile(folder.resolve("var/run/sekisho.lock"));
        assertThat(found()).isInstanceOf(ServerProcess.Found.Stale.class);
    }

    private void writePid() throws Exception {
        Path run = Files.createDirectories(folder.resolve("var/run"));
        Files.writeString(run.resolve("sekisho.pid"), ProcessHandle.current().pid() + "\n");
    }

    private ServerProcess.Found found() {
        return new ServerProcess(new HomeFolder(folder)).find();
    }
}
