// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code openssl} as a child process. */
final class OpensslClient {
    private OpensslClient() {}

    /** Connects to a port of loopback, sends the lines, and gives back all that it printed. */
    static String connect(int port, List<String> lines, String... options) {
        List<String> command = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(options));
        return run(String.join("\r\n", lines) + "\r\n", command.toArray(new String[0]));
    }

    /** Runs openssl with an input, for at most 15 s; its output and its errors. */
    static String run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.US_ASCII));
                in.flush();
                if (!List.of(arguments).contains("-ign_eof")) {
                    process.waitFor(100, TimeUnit.MILLISECONDS);
                }
            } catch (IOException closedBefore) {
                // what it printed tells why
            }
            Thread watchdog = new Thread(() -> {
                try {
                    if (!process.waitFor(15, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                }
            });
            watchdog.setDaemon(true);
            watchdog.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
