// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code prove} and {@code explain} say the same of every port, with all listeners enabled. */
class ProveTest {
    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        for (String file : new String[] {"smtpserver.xml", "pop3server.xml", "imapserver.xml"}) {
            Path conf = sekisho.home().resolve("conf").resolve(file);
            Files.writeString(conf, Files.readString(conf).replace("enabled=\"false\"", "enabled=\"true\""));
        }
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 587, 465, 2525, 10025, 5190, 110, 995, 993})
    void provesThePort(int port) throws Exception {
        Command.Result result = sekisho.sekisho(
                        "prove",
                        Integer.toString(port),
                        "--port-offset",
                        Integer.toString(sekisho.offset()),
                        "--user",
                        "alice@example.org",
                        "--password-stdin")
                .input(Installation.PASSWORD + "\n")
                .run();
        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Test
    void explainsAPort() throws Exception {
        Command.Result result = sekisho.sekisho("explain", "587").run();
        assertThat(result.exit()).as(result.all()).isZero();
        assertThat(result.output()).contains("530 5.7.0").contains("538 5.7.11");
    }
}
