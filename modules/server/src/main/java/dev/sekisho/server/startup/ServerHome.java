// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder a server lives in.
 *
 * @param root the folder that was unzipped
 */
public record ServerHome(Path root) {
    public Path configuration() {
        return root.resolve("conf");
    }

    Path var() {
        return root.resolve("var");
    }

    public Path tls() {
        return var().resolve("tls");
    }

    /** The server's own key, made by the first start. */
    Path key() {
        return tls().resolve("key.pem");
    }

    public Path database() {
        return var().resolve("sekisho.db");
    }

    public Path incoming() {
        return var().resolve("incoming");
    }

    public Path run() {
        return var().resolve("run");
    }

    Path temporary() {
        return var().resolve("tmp");
    }

    /** Makes the folders that are written to, for the owner alone; what an earlier run left of half-received messages goes. */
    public void prepare() throws StartRefused {
        try {
            for (Path folder : List.of(var(), run(), incoming(), temporary())) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            clear(incoming(), "incoming-*.eml");
            // James' copies of large messages that it was about to change.
            clear(temporary(), "mimemessage-*.m64");
        } catch (IOException e) {
            throw new StartRefused(List.of(var() + " cannot be written (" + e + "); "
                    + FileErrorCause.of(e).advice()));
        }
    }

    private static void clear(Path folder, String names) throws IOException {
        try (var left = Files.newDirectoryStream(folder, names)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }
}
