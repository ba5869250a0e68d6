// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

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
public final class PrivateFiles {
    private static final FileAttribute<?>[] NOTHING_TO_SAY = {};

    private PrivateFiles() {}

    /** Makes the directory, and those above it, readable for the owner alone; one that exists is left as it is. */
    public static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, "rwx------"));
    }

    /** Makes the directory that a file is to be in. */
    public static void makeDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            makeDirectory(directory);
        }
    }

    /** Writes text to a file of mode 0600, which is that from its first moment; an existing one is replaced in one step. */
    public static void write(Path file, String text) throws IOException {
        put(stage(file, text.getBytes(StandardCharsets.US_ASCII), true), file);
    }

    /** As {@link #write(Path, String)}, with mode 0644, for what anyone may read. */
    public static void writePublic(Path file, String text) throws IOException {
        put(stage(file, text.getBytes(StandardCharsets.US_ASCII), false), file);
    }

    /** Writes content beside a file, durably; returns where, to be {@link #put} in the file's place. */
    static Path stage(Path file, byte[] content, boolean secret) throws IOException {
        Path staged = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean written = false;
        try (FileChannel out = FileChannel.open(staged, asNew, mode(file, secret ? "rw-------" : "rw-r--r--"))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            written = true;
            return staged;
        } finally {
            if (!written) {
                Files.deleteIfExists(staged);
            }
        }
    }

    /** Puts what was staged in the file's place in one step, durably. */
    static void put(Path staged, Path file) throws IOException {
        try {
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
        if (posix(file)) {
            try (FileChannel entries = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
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
