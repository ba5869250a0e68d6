// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.benchmarks.servers.KeyFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {
    @TempDir
    Path folder;

    @Test
    void everyScriptRunsOnAConnectionOfItsOwnWithAFullHandshake() throws Exception {
        KeyFiles key = KeyFiles.make(KeyFiles.Kind.ECDSA, folder);
        try (GreetingServer server = new GreetingServer(key, "221 bye");
                LoadGenerator load = new LoadGenerator(4)) {
            load.run(server.address(), 50, number -> new GreetingScript());

            assertThat(server.handshakes()).isEqualTo(50);
            assertThat(server.fullHandshakes()).isEqualTo(50);
        }
    }

    @Test
    void oneWrongReplyFailsTheRun() throws Exception {
        KeyFiles key = KeyFiles.make(KeyFiles.Kind.RSA, folder);
        try (GreetingServer server = new GreetingServer(key, "421 go away");
                LoadGenerator load = new LoadGenerator(2)) {
            InetSocketAddress address = server.address();
            assertThatThrownBy(() -> load.run(address, 4, number -> new GreetingScript()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("421 go away");
        }
    }

    @Test
    void aCrowdIsHeldAndThenAnswered() throws Exception {
        KeyFiles key = KeyFiles.make(KeyFiles.Kind.ECDSA, folder);
        try (GreetingServer server = new GreetingServer(key, "221 bye");
                LoadGenerator load = new LoadGenerator(1)) {
            IdleSmtpSessions pool = new IdleSmtpSessions(load, server.address());
            pool.gather(150);
            assertThat(pool.present()).isEqualTo(150);
            pool.leave();
            assertThat(pool.present()).isZero();
        }
    }

    @Test
    void aServerThatIsNotThereFailsTheRun() throws Exception {
        CompletableFuture<Void> end;
        try (LoadGenerator load = new LoadGenerator(1)) {
            end = load.start(
                    new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.2", 0), new GreetingScript());
            assertThat(end).failsWithin(10, TimeUnit.SECONDS);
        }
    }
}
