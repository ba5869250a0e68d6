// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param out for results
 * @param err for progress and faults
 * @param in what is piped in
 * @param keyboard asks a person; empty where nobody sits
 */
public record Terminal(PrintWriter out, PrintWriter err, InputStream in, Optional<Keyboard> keyboard) {

    /** Asks a person for something that must not be seen. */
    @FunctionalInterface
    public interface Keyboard {
        /** What was typed; empty if nothing could be read. */
        Optional<String> secret(String prompt);
    }

    /** That of this process. */
    public static Terminal ofProcess() {
        Console console = System.console();
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.in,
                console == null ? Optional.empty() : Optional.of(prompt -> secret(console, prompt)));
    }

    private static Optional<String> secret(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        return Optional.ofNullable(typed).map(String::new);
    }

    /** The first line that is piped in. */
    public String firstLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new CommandFault(ExitCodes.USAGE, "no password on standard input; write it there as one line");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    /** A line that takes the place of the one before, where a person looks on; nothing elsewhere. */
    public void progress(String line) {
        if (keyboard.isPresent()) {
            err.print("\r\u001b[K" + line);
            err.flush();
        }
    }
}
