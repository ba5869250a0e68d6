// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import java.util.List;
import java.util.Optional;

/** Why a file or folder cannot be used, and what helps: one list, so that the same cause has the same advice wherever it is met. */
public enum FileErrorCause {
    /** ENOSPC or EDQUOT. */
    FULL(
            "its disk, or the user's disk quota, is full: free space there (see 'df -h', 'df -i' and 'quota')",
            "No space left on device",
            "Disk quota exceeded"),
    /** EROFS. */
    READ_ONLY(
            "its file system is mounted read-only: owner and mode do not matter. Mount it writable ('findmnt -T PATH' shows it;"
                    + " Linux mounts a failing disk read-only; see 'dmesg'); in a unit with"
                    + " ProtectSystem=strict, ReadWritePaths= must name the folder",
            "Read-only file system",
            "ReadOnlyFileSystemException"),
    /** EMFILE or ENFILE. */
    TOO_MANY_OPEN(
            "this process, or the machine, has reached its limit of open files and connections: raise the limit"
                    + " (LimitNOFILE= of the service, 'ulimit -Hn', or the sysctl fs.file-max), or lower max-connections",
            "Too many open files"),
    /** EACCES or EPERM. */
    NOT_ALLOWED(
            "this user has no permission: give it, and the folders above it, to the user that runs Sekisho (chown, chmod u+rwX)",
            "AccessDeniedException",
            "Permission denied",
            "Operation not permitted"),
    /** ENOTDIR, or what is to be made as a folder is a file. */
    NOT_A_FOLDER(
            "a part of its path is a file, not a folder: move the file away, or name another path",
            "NotDirectoryException",
            "Not a directory",
            "FileAlreadyExistsException"),
    /** ELOOP. */
    LINKS_IN_A_CIRCLE(
            "symbolic links in its path form a loop: remove one of them",
            "FileSystemLoopException",
            "Too many levels of symbolic links"),
    /** ENOENT. */
    MISSING(
            "it, or a folder above it, does not exist: create it, or name another path",
            "NoSuchFileException",
            "No such file or directory"),
    /** EIO. */
    DISK_FAILS(
            "its disk is failing: make a backup first, then see 'dmesg'",
            "Input/output error",
            "Structure needs cleaning"),
    /** Anything else. */
    OTHER("check that its folder exists, belongs to the user that runs Sekisho, and has free space");

    private final String advice;
    private final List<String> words;

    FileErrorCause(String advice, String... words) {
        this.advice = advice;
        this.words = List.of(words);
    }

    /** What to do, for the end of a line that names the file. */
    public String advice() {
        return advice;
    }

    /**
     * The cause of a failure, from the system's words (in English: the start script sets it) or the name of Java's class.
     *
     * @return {@link #OTHER} if neither it nor its causes are known
     */
    public static FileErrorCause of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<FileErrorCause> known = in(cause.toString());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return OTHER;
    }

    private static Optional<FileErrorCause> in(String message) {
        for (FileErrorCause cause : values()) {
            if (cause.words.stream().anyMatch(message::contains)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
