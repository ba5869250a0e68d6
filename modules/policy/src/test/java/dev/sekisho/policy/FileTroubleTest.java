// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

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

class FileTroubleTest {

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsKnownByWhatJavaTellsOfIt(Exception failure, FileTrouble trouble) {
        assertThat(FileTrouble.of(failure)).isEqualTo(trouble);
        assertThat(FileTrouble.of(new IllegalStateException("wrapped", failure)))
                .isEqualTo(trouble);
        assertThat(trouble.advice()).isNotBlank();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new FileSystemException("/var/x", null, "Read-only file system"), FileTrouble.READ_ONLY),
                Arguments.of(new FileNotFoundException("/var/x (Read-only file system)"), FileTrouble.READ_ONLY),
                Arguments.of(new AccessDeniedException("/var/x"), FileTrouble.NOT_ALLOWED),
                Arguments.of(new FileNotFoundException("/var/x (Permission denied)"), FileTrouble.NOT_ALLOWED),
                Arguments.of(new IOException("Too many open files"), FileTrouble.TOO_MANY_OPEN),
                Arguments.of(new IOException("Too many open files in system"), FileTrouble.TOO_MANY_OPEN),
                Arguments.of(new IOException("No space left on device"), FileTrouble.FULL),
                Arguments.of(new FileSystemException("/var/x", null, "Disk quota exceeded"), FileTrouble.FULL),
                Arguments.of(new NoSuchFileException("/var/x"), FileTrouble.MISSING),
                Arguments.of(new FileSystemException("/var/x", null, "Not a directory"), FileTrouble.NOT_A_FOLDER),
                Arguments.of(
                        new FileSystemException("/var/x", null, "Too many levels of symbolic links"),
                        FileTrouble.LINKS_IN_A_CIRCLE),
                Arguments.of(new IOException("Input/output error"), FileTrouble.DISK_FAILS),
                Arguments.of(new IOException("something else"), FileTrouble.OTHER),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/x")), FileTrouble.MISSING));
    }

    @Test
    void theSystemItselfSpeaksSo(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(FileTrouble.of(failureOf(() -> Files.createDirectories(file.resolve("below")))))
                .isEqualTo(FileTrouble.NOT_A_FOLDER);
        assertThat(FileTrouble.of(failureOf(() -> Files.createDirectories(file))))
                .isEqualTo(FileTrouble.NOT_A_FOLDER);
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThat(FileTrouble.of(failureOf(() -> Files.createFile(circle.resolve("below")))))
                .isEqualTo(FileTrouble.LINKS_IN_A_CIRCLE);
        assertThat(FileTrouble.of(failureOf(() -> Files.createFile(folder.resolve("none/below")))))
                .isEqualTo(FileTrouble.MISSING);
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
