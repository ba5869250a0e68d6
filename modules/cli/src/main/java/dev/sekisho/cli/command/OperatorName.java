// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import java.util.Optional;

/** The operator who runs a command. */
public final class OperatorName {
    private OperatorName() {}

    /** The operating system's user, and who that was before sudo. */
    public static String name() {
        String user = System.getProperty("user.name", "unknown");
        return Optional.ofNullable(System.getenv("SUDO_USER"))
                .filter(before -> !before.isBlank() && !before.equals(user))
                .map(before -> before + " as " + user)
                .orElse(user);
    }
}
