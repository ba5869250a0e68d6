// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.Terminal;
import dev.sekisho.config.Machine;
import dev.sekisho.config.PasswordSource;
import dev.sekisho.tls.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the password of a key comes from: never from the command line, which other users of the machine can read. */
final class ImportPassword {
    @Option(names = "--password-file", paramLabel = "FILE", description = "the password is the first line of this file")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--password-env", paramLabel = "NAME", description = "the password is in this environment variable")
    private Optional<String> variable = Optional.empty();

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean stdin;

    /** The password that an option names; empty if none does. */
    Optional<Secret> given(Terminal terminal) {
        if (Stream.of(file.isPresent(), variable.isPresent(), stdin)
                        .filter(each -> each)
                        .count()
                > 1) {
            throw new CommandFault(ExitCodes.USAGE, "say once where the password is");
        }
        if (stdin) {
            return Optional.of(Secret.of(terminal.firstLine()));
        }
        Optional<PasswordSource> source = file.<PasswordSource>map(PasswordSource.InFile::new)
                .or(() -> variable.map(PasswordSource.InEnvironment::new));
        return source.map(ImportPassword::read);
    }

    private static Secret read(PasswordSource source) {
        try {
            return source.read(Machine.LOCAL);
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Asks a person; empty if nobody is there, or nothing was typed. */
    static Optional<Secret> asked(Terminal terminal, Path of) {
        return terminal.keyboard()
                .flatMap(keyboard -> keyboard.secret("Password of " + of + ": "))
                .filter(text -> !text.isEmpty())
                .map(Secret::of);
    }
}
