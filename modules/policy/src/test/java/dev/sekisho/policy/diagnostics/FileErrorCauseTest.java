// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileErrorCauseTest {

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsKnownByWhatJavaTellsOfIt(Exception failure, FileErrorCause trouble) {
        assertThat(FileErrorCause.of(failure)).isEqualTo(trouble);
        assertThat(FileErrorCause.of(new IllegalStateException("wrapped", failure)))
                .isEqualTo(trouble);
        assertThat(trouble.advice()).isNotBlank();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new FileSystemException("/var/x", null, "Read-only file system"), FileErrorCause.READ_ONLY),
                Arguments.of(new FileNotFoundException("/var/x (Read-only file system)"), FileErrorCause.READ_ONLY),
                Arguments.of(new AccessDeniedException("/var/x"), FileErrorCause.NOT_ALLOWED),
                Arguments.of(new FileNotFoundException("/var/x (Permission denied)"), FileErrorCause.NOT_ALLOWED),
                Arguments.of(new IOException("Too many open files"), FileErrorCause.TOO_MANY_OPEN),
                Arguments.of(new IOException("Too many open files in system"), FileErrorCause.TOO_MANY_OPEN),
                Arguments.of(new IOException("No space left on device"), FileErrorCause.FULL),
                Arguments.of(new FileSystemException("/var/x", null, "Disk quota exceeded"), FileErrorCause.FULL),
                Arguments.of(new NoSuchFileException("/var/x"), FileErrorCause.MISSING),
                Arguments.of(new FileSystemException("/var/x", null, "Not a directory"), FileErrorCause.NOT_A_FOLDER),
                Arguments.of(
                        new FileSystemException("/var/x", null, "Too many levels of symbolic links"),
                        FileErrorCause.LINKS_IN_A_CIRCLE),
                Arguments.of(new IOException("Input/output error"), FileErrorCause.DISK_FAILS),
                Arguments.of(new IOException("something else"), FileErrorCause.OTHER),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/x")), FileErrorCause.MISSING));
    }

    @Test
    void theSystemItselfSpeaksSo(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(FileErrorCause.of(failureOf(() -> Files.createDirectories(file.resolve("below")))))
                .isEqualTo(FileErrorCause.NOT_A_FOLDER);
        assertThat(FileErrorCause.of(failureOf(() -> Files.createDirectories(file))))
                .isEqualTo(FileErrorCause.NOT_A_FOLDER);
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThat(FileErrorCause.of(failureOf(() -> Files.createFile(circle.resolve("below")))))
                .isEqualTo(FileErrorCause.LINKS_IN_A_CIRCLE);
        assertThat(FileErrorCause.of(failureOf(() -> Files.createFile(folder.resolve("none/below")))))
                .isEqualTo(FileErrorCause.MISSING);
    }

    private interface Act {
        void run() throws IOException;
    }

    private static IOException failureOf(Act act) {
        try {
            act.run();
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("it worked");
    }
}
