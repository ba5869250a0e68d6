// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why this process cannot write at a place, where no exception says so: SQLite's codes do not. */
public final class WriteAccess {
    private WriteAccess() {}

    /**
     * Looks.
     *
     * @param place a file or folder that is there
     * @return empty if nothing is known to stand against writing there
     */
    public static Optional<FileErrorCause> trouble(Path place) {
        try {
            if (Files.getFileStore(place).isReadOnly()) {
                return Optional.of(FileErrorCause.READ_ONLY);
            }
        } catch (IOException e) {
            return Optional.of(FileErrorCause.of(e));
        }
        // What a service manager mounts read-only for one process is told by access(2) alone where the mount table is
        // another's.
        return Files.isWritable(place) ? Optional.empty() : Optional.of(FileErrorCause.NOT_ALLOWED);
    }
}
