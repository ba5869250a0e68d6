// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that the distribution was unpacked to.
 *
 * @param root the folder
 */
public record HomeFolder(Path root) {
    /** The system property that the start script sets. */
    public static final String PROPERTY = "sekisho.home";

    /** The folder that was asked for, else the one of the system property, else the current one. */
    public static HomeFolder of(Optional<Path> asked) {
        Path root = asked.orElseGet(() -> Path.of(System.getProperty(PROPERTY, ".")));
        return new HomeFolder(root.toAbsolutePath().normalize());
    }

    /**
     * The configuration's folder.
     *
     * @throws CommandFault if there is none
     */
    public Path conf() {
        Path conf = root.resolve("conf");
        if (!Files.isDirectory(conf)) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    conf + " does not exist; name the folder to which Sekisho was unpacked with --home");
        }
        return conf;
    }

    /** The script that runs the server. */
    public Path script() {
        return root.resolve("bin").resolve("sekisho");
    }

    /** What the running server says of itself. */
    public Path run() {
        return root.resolve("var").resolve("run");
    }

    /** The logs. */
    public Path log() {
        return root.resolve("var").resolve("log");
    }

    /** The server's own keys and certificates. */
    public Path tls() {
        return root.resolve("var").resolve("tls");
    }

    /** The store. */
    public Path database() {
        return root.resolve("var").resolve("sekisho.db");
    }
}
