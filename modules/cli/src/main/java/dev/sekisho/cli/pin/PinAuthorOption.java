// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.OperatorName;
import dev.sekisho.store.pin.ChangeAuthor;
import picocli.CommandLine.Option;

/** Whose doing a change is: the operating system's user, and who that was before sudo; and why, if it is said. */
final class PinAuthorOption {
    @Option(names = "--why", paramLabel = "TEXT", description = "the reason of the change, for the history")
    private String why = "";

    ChangeAuthor author() {
        return new ChangeAuthor(OperatorName.name(), why);
    }
}
