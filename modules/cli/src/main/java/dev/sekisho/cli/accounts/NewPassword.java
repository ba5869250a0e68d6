// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where a new password comes from: never from the command line, which other users of the machine can read. */
final class NewPassword {
    /** Without those that look like others. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    /** 20 of 56: more than 116 bits. */
    private static final int LENGTH = 20;

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean stdin;

    @Option(names = "--random-password", description = "make a random password and print it")
    private boolean random;

    /**
     * A password that was read or made.
     *
     * @param text the password
     * @param made true if it has to be shown, since nobody typed it
     */
    record Given(String text, boolean made) {
        /** None is needed. */
        static final Given NONE = new Given("", false);
    }

    Given ask(Terminal terminal, String user) {
        if (stdin && random) {
            throw new CommandFault(ExitCodes.USAGE, "--password-stdin and --random-password exclude each other");
        }
        if (random) {
            return new Given(made(), true);
        }
        return new Given(stdin ? terminal.firstLine() : typed(terminal, user), false);
    }

    /** One that is made, unless it is to be read from standard input: nobody has to remember it. */
    Given readOrMade(Terminal terminal) {
        return stdin ? ask(terminal, "") : new Given(made(), true);
    }

    private static String typed(Terminal terminal, String user) {
        Terminal.Keyboard keyboard = terminal.keyboard()
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE, "there is no terminal to ask; use --password-stdin or --random-password"));
        Optional<String> first = keyboard.secret("New password of " + user + ": ");
        if (!first.equals(keyboard.secret("Again: "))) {
            throw new CommandFault(ExitCodes.FAILED, "the two passwords differ; nothing was changed");
        }
        return first.filter(text -> !text.isEmpty())
                .orElseThrow(() -> new CommandFault(ExitCodes.FAILED, "the password is empty; nothing was changed"));
    }

    private static String made() {
        return new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
