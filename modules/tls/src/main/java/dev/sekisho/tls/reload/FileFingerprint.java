// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.Sha256;
import dev.sekisho.tls.material.UnusableMaterial;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file was like at a look: its content's digest, or why it could not be read. Times and inodes are left out, since a rename, a
 * symbolic link or a bind mount can bring new content behind old ones.
 *
 * @param path the file
 * @param state equal for two looks if nothing has changed
 */
record FileFingerprint(Path path, String state) {
    static FileFingerprint of(Path path) {
        try {
            return new FileFingerprint(
                    path, Sha256.sha256(MaterialFile.read(path).bytes()));
        } catch (UnusableMaterial unreadable) {
            return new FileFingerprint(path, String.valueOf(unreadable.getMessage()));
        }
    }

    static List<FileFingerprint> of(IdentitySource source) {
        return source.files().stream().map(FileFingerprint::of).toList();
    }
}
