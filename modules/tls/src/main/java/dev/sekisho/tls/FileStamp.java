// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * What a file was like at a look: its content's digest, or why it could not be read. Times and inodes are left out, since a rename, a
 * symbolic link or a bind mount can bring new content behind old ones.
 *
 * @param path the file
 * @param state equal for two looks if nothing has changed
 */
record FileStamp(Path path, String state) {
    static FileStamp of(Path path) {
        try {
            return new FileStamp(path, Digests.sha256(MaterialFile.read(path).bytes()));
        } catch (UnusableMaterial unreadable) {
            return new FileStamp(path, String.valueOf(unreadable.getMessage()));
        }
    }

    static List<FileStamp> of(IdentitySource source) {
        return source.files().stream().map(FileStamp::of).toList();
    }
}
