// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
 * @param octets for results that are no text
 */
public record Terminal(
        PrintWriter out, PrintWriter err, InputStream in, Optional<Keyboard> keyboard, OutputStream octets) {

    /** Asks a person for something that must not be seen. */
    @FunctionalInterface
    public interface Keyboard {
        /** What was typed; empty if nothing could be read. */
        Optional<String> secret(String prompt);

        /** What was typed, and could be seen; empty if nothing could be read. */
        default Optional<String> line(String prompt) {
            return secret(prompt);
        }
    }

    /** That of this process. */
    public static Terminal ofProcess() {
        Console console = System.console();
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.in,
                console == null ? Optional.empty() : Optional.of(new ConsoleKeyboard(console)),
                new FileOutputStream(FileDescriptor.out));
    }

    /**
     * The console of this process.
     *
     * @param console the JDK's
     */
    private record ConsoleKeyboard(Console console) implements Keyboard {
        @Override
        public Optional<String> secret(String prompt) {
            char[] typed = console.readPassword("%s", prompt);
            return Optional.ofNullable(typed).map(String::new);
        }

        @Override
        public Optional<String> line(String prompt) {
            return Optional.ofNullable(console.readLine("%s", prompt));
        }
    }

    /**
     * Goes on only if that is wanted.
     *
     * @param question what is asked; only y or yes is a yes
     * @param yes true if a script has answered already
     * @throws CommandFault if the answer is no, or nobody is there to give one
     */
    public void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        out.flush();
        Keyboard asked = keyboard.orElseThrow(() -> new CommandFault(
                ExitCodes.USAGE,
                "there is no terminal to ask; check what is shown, then use --yes; nothing was changed"));
        String answer = asked.line(question + " [y/N] ").orElse("").strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new CommandFault(ExitCodes.FAILED, "the answer was no; nothing was changed");
        }
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
