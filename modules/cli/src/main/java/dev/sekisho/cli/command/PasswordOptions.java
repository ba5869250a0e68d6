// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where a password that exists already comes from: never from the command line, which other users of the machine can read. */
public final class PasswordOptions {
    @Option(names = "--password-file", paramLabel = "FILE", description = "the password is the first line of this file")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--password-env", paramLabel = "NAME", description = "the password is in this environment variable")
    private Optional<String> variable = Optional.empty();

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean stdin;

    /** The password that an option names; empty if none does. */
    public Optional<Secret> given(Terminal terminal) {
        if (Stream.of(file.isPresent(), variable.isPresent(), stdin)
                        .filter(each -> each)
                        .count()
                > 1) {
            throw new CommandFault(ExitCodes.USAGE, "give one of the password options");
        }
        if (stdin) {
            return Optional.of(Secret.of(terminal.firstLine()));
        }
        Optional<PasswordSource> source = file.<PasswordSource>map(PasswordSource.InFile::new)
                .or(() -> variable.map(PasswordSource.InEnvironment::new));
        return source.map(PasswordOptions::read);
    }

    private static Secret read(PasswordSource source) {
        try {
            return source.read(HostEnvironment.LOCAL);
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Asks a person; empty if nobody is there, or nothing was typed. */
    public static Optional<Secret> asked(Terminal terminal, String of) {
        return terminal.keyboard()
                .flatMap(keyboard -> keyboard.secret("Password of " + of + ": "))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }
}
