// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the home folder. */
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "the folder to which Sekisho was unpacked (default: where bin/sekisho is)")
    private Optional<Path> home = Optional.empty();

    /** The home folder. */
    public HomeFolder home() {
        return HomeFolder.of(home);
    }
}
