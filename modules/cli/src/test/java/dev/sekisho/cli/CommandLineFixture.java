// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import dev.sekisho.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Types commands in a home folder of its own, and keeps what was printed. */
public final class CommandLineFixture {
    private final Path home;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private String pipedIn = "";
    private Optional<Deque<String>> typed = Optional.empty();

    public CommandLineFixture(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("conf"));
    }

    public Path home() {
        return home;
    }

    /** Pipes this into the next commands. */
    public CommandLineFixture pipe(String text) {
        pipedIn = text;
        return this;
    }

    /** Somebody sits there and types these, one at each prompt. */
    public CommandLineFixture type(String... secrets) {
        typed = Optional.of(new ArrayDeque<>(List.of(secrets)));
        return this;
    }

    /** Carries out a command in the home folder; returns its exit code. */
    public int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        octets = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(pipedIn.getBytes(StandardCharsets.UTF_8)),
                typed.map(secrets -> prompt -> Optional.ofNullable(secrets.poll())),
                octets);
        Stream<String> all = Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()));
        return Main.execute(terminal, all.toArray(String[]::new));
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    /** What was written that is no text. */
    public byte[] octets() {
        return octets.toByteArray();
    }

    /** Writes conf/smtpserver.xml with one listener on loopback. */
    public void configureSmtp(int port, String policy) throws IOException {
        Files.writeString(home.resolve("conf").resolve("smtpserver.xml"), """
                <smtpservers>
                  <smtpserver enabled="true">
                    <bind>127.0.0.1:%d</bind>
                    %s
                  </smtpserver>
                </smtpservers>
                """.formatted(port, policy));
    }
}
