// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.OperatorName;
import dev.sekisho.store.pin.ChangeAuthor;
import picocli.CommandLine.Option;

/** The author of a change: the operating system's user, also the one before sudo, and the reason if it is given. */
final class PinAuthorOption {
    @Option(names = "--why", paramLabel = "TEXT", description = "the reason of the change, for the history")
    private String why = "";

    ChangeAuthor author() {
        return new ChangeAuthor(OperatorName.name(), why);
    }
}
