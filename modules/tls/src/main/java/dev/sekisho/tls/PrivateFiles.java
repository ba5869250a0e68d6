// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Writes files that only their owner may read, each whole or not at all, also when the power fails. */
final class PrivateFiles {
    private static final FileAttribute<?>[] NOTHING_TO_SAY = {};

    private PrivateFiles() {}

    /** Makes the directory, and those above it, readable for the owner alone; one that exists is left as it is. */
    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, "rwx------"));
    }

    /** Writes text to a file of mode 0600, which is that from its first moment; an existing one is replaced in one step. */
    static void write(Path file, String text) throws IOException {
        write(file, text, "rw-------");
    }

    /** As {@link #write(Path, String)}, with mode 0644, for what anyone may read. */
    static void writePublic(Path file, String text) throws IOException {
        write(file, text, "rw-r--r--");
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            try (FileChannel out = FileChannel.open(temporary, asNew, mode(file, mode))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        if (posix(file)) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path file, String mode) {
        return posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : NOTHING_TO_SAY;
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
