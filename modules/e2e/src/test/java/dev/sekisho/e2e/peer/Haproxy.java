// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** HAProxy in front of listeners, each of its ports with one of them behind it. */
public final class Haproxy implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Path folder;
    private final StringBuilder configuration = new StringBuilder("""
            defaults
              mode tcp
              timeout connect 10s
              timeout client 60s
              timeout server 60s
            """);
    private Process process;
    private int last;

    /** One that is not started yet. @param folder a new folder for what it needs */
    public Haproxy(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * Puts a port in front of another one.
     *
     * @param certificate what stands behind the address on a line of {@code bind}, such as {@code ssl crt FILE}
     * @param header how the server is told of the client, such as {@code send-proxy}
     * @return the port
     */
    public int before(int port, String certificate, String header) throws IOException {
        last = PostfixPeer.freePort();
        configuration.append("""
                listen port-%1$d
                  bind 127.0.0.1:%1$d %2$s
                  server sekisho 127.0.0.1:%3$d %4$s check inter 500ms
                """.formatted(last, certificate, port, header));
        return last;
    }

    /** Starts it. */
    public Haproxy start() throws Exception {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        Command.of("haproxy", "-c", "-f", file.toString()).succeed();
        process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!listens()) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(Files.readString(folder.resolve("output")))
                    .isTrue();
            Thread.sleep(100);
        }
        return this;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), last)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
