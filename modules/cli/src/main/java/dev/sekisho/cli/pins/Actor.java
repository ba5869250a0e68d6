// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pins;

import dev.sekisho.store.pins.Author;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose doing a change is: the operating system's user, and who that was before sudo; and why, if it is said. */
final class Actor {
    @Option(names = "--why", paramLabel = "TEXT", description = "the reason, for the history")
    private String why = "";

    Author author() {
        String user = System.getProperty("user.name", "unknown");
        String who = Optional.ofNullable(System.getenv("SUDO_USER"))
                .filter(before -> !before.isBlank() && !before.equals(user))
                .map(before -> before + " as " + user)
                .orElse(user);
        return new Author(who, why);
    }
}
