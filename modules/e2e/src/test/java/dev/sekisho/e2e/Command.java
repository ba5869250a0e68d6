// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, within a bounded time. */
final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];
    private long seconds = 180;

    /** What a program left. */
    record Result(int exit, byte[] octets, String errors) {
        /** What it printed, as text. */
        String output() {
            return new String(octets, StandardCharsets.UTF_8);
        }

        /** All that it printed. */
        String all() {
            return output() + errors;
        }
    }

    private Command(List<String> words) {
        this.words = words;
    }

    static Command of(String... words) {
        return new Command(new ArrayList<>(Arrays.asList(words)));
    }

    Command with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Command input(byte[] octets) {
        input = octets;
        return this;
    }

    Command input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the program another time than three minutes. */
    Command within(long wanted) {
        seconds = wanted;
        return this;
    }

    Result run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("sekisho-e2e", ".out");
        Path errors = Files.createTempFile("sekisho-e2e", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            feed(process);
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(words + " did not end within " + seconds + " s: " + Files.readString(errors));
            }
            return new Result(process.exitValue(), Files.readAllBytes(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** Runs it; what is not a success is a failure of the test, told with all that was printed. */
    Result succeed() throws IOException, InterruptedException {
        Result result = run();
        assertThat(result.exit()).as(words + ": " + result.all()).isZero();
        return result;
    }

    private void feed(Process process) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input);
        } catch (IOException gone) {
            // The program has ended without reading; its exit code tells why.
            return;
        }
    }
}
