// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes of a certificate or key file.
 *
 * @param path where they were read
 * @param bytes what was read
 */
public record MaterialFile(Path path, byte[] bytes) {
    private static final int LONGEST = 1024 * 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    public static MaterialFile read(Path path) throws UnusableMaterial {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnusableMaterial(
                    path,
                    Fault.UNREADABLE,
                    Files.isDirectory(path) ? "it is a directory" : "it is a pipe or a device, not a file",
                    "name a readable file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new UnusableMaterial(
                        path, Fault.UNREADABLE, "longer than 1 MiB", "name a certificate or key file");
            }
            return new MaterialFile(path, bytes);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    public static UnusableMaterial unreadable(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new UnusableMaterial(path, Fault.MISSING, "there is no such file", "name an existing file");
        }
        if (cause instanceof AccessDeniedException) {
            String user = System.getProperty("user.name", "?");
            return new UnusableMaterial(
                    path,
                    Fault.FORBIDDEN,
                    "user " + user + " may not read it"
                            + ownership(path).map(text -> " (" + text + ")").orElse(""),
                    "make it readable for " + user + " alone");
        }
        FileErrorCause trouble = FileErrorCause.of(cause);
        return new UnusableMaterial(
                path,
                Fault.UNREADABLE,
                "it cannot be read: " + cause.getMessage(),
                trouble == FileErrorCause.OTHER ? "name a readable file" : trouble.advice());
    }

    private static Optional<String> ownership(Path path) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            return Optional.of("owner " + attributes.owner().getName() + ", mode "
                    + PosixFilePermissions.toString(attributes.permissions()));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    /** The mode as in {@code rw-r--r--}, if others than the owner can read or change the file. */
    public Optional<String> modeIfExposed() {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            return mode.stream().anyMatch(OTHERS::contains)
                    ? Optional.of(PosixFilePermissions.toString(mode))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException noModesHere) {
            return Optional.empty();
        }
    }

    public boolean pem() {
        return text().contains("-----BEGIN");
    }

    public String text() {
        return PemText.of(bytes);
    }

    public UnusableMaterial fault(Fault fault, String found, String expected) {
        return new UnusableMaterial(path, fault, found, expected);
    }

    /** No content: a file may hold a key. */
    @Override
    public String toString() {
        return path.toString();
    }
}
