// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.SharedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The life of a server: first start, second start, what it listens on, what it refuses to start with, its end. */
@ExtendWith(SharedServer.class)
class LifecycleTest {
    @TempDir
    Path directory;

    @Test
    void makesACertificateAtTheFirstStartAndKeepsItsPin() throws Exception {
        try (Installation sekisho = Installation.prepared(directory).run()) {
            String pin = sekisho.status().at("/certificates/0/pin").asText();
            assertThat(pin).matches("sha256/[A-Za-z0-9+/]{43}=");
            assertThat(sekisho.console()).contains(pin);
            try (var files = Files.walk(sekisho.home().resolve("var/tls"))) {
                assertThat(files.filter(file -> file.toString().endsWith("key.pem")))
                        .allSatisfy(key ->
                                assertThat(Files.getPosixFilePermissions(key)).hasSize(2));
            }
            assertThat(sekisho.stop()).isIn(0, 143);
            sekisho.run();
            assertThat(sekisho.status().at("/certificates/0/pin").asText()).isEqualTo(pin);
        }
    }

    @Test
    void listensOnItsSixPortsAndOnNothingElse(Installation sekisho) throws Exception {
        Set<Integer> open = new TreeSet<>();
        String table = Command.of("ss", "-Hltnp").run().output();
        String pid = "pid=" + sekisho.status().get("pid").asLong() + ",";
        table.lines().filter(line -> line.contains(pid)).forEach(line -> {
            String local = line.trim().split("\\s+")[3];
            open.add(Integer.parseInt(local.substring(local.lastIndexOf(':') + 1)) - sekisho.offset());
        });
        assertThat(open).containsExactly(25, 465, 587, 993, 995, 2525);
    }

    @Test
    void startsWithinSeconds(Installation sekisho) throws Exception {
        JsonNode millis = sekisho.status().get("startupMillis");
        System.out.println("from the start of the process to all ports open: " + millis + " ms");
        assertThat(millis.asLong()).isPositive();
    }

    @Test
    void refusesABrokenConfigurationWithItsLine() throws Exception {
        Installation sekisho = Installation.prepared(directory);
        Path file = sekisho.home().resolve("conf/pop3server.xml");
        Files.writeString(file, Files.readString(file).replace("<policy>pop3s</policy>", "<policy>pop4s</policy>"));
        Command.Result run = sekisho.sekisho("run", "--port-offset", Integer.toString(sekisho.offset()))
                .run();
        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.all()).containsPattern("pop3server.xml:\\d+: .*pop4s");
        Command.Result check = sekisho.sekisho("check").run();
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.all()).containsPattern("pop3server.xml:\\d+: .*pop4s");
    }

    @Test
    void saysWhoHasAPortThatIsTaken() throws Exception {
        Installation sekisho = Installation.prepared(directory);
        try (java.net.ServerSocket taken = new java.net.ServerSocket(sekisho.port(587))) {
            assertThat(taken.isBound()).isTrue();
            Command.Result run = sekisho.sekisho("run", "--port-offset", Integer.toString(sekisho.offset()))
                    .run();
            assertThat(run.exit()).as("it may be free later").isEqualTo(75);
            assertThat(run.all()).contains("smtpserver.xml:").contains("cannot be bound");
        }
    }

    @Test
    void startsStopsAndTellsItsStatus() throws Exception {
        Installation sekisho = Installation.prepared(directory);
        assertThat(sekisho.sekisho("status").run().exit()).isEqualTo(3);
        Command.Result start = sekisho.sekisho("start", "--port-offset", Integer.toString(sekisho.offset()))
                .run();
        assertThat(start.exit()).as(start.all()).isZero();
        try {
            Command.Result status = sekisho.sekisho("status").run();
            assertThat(status.exit()).as(status.all()).isZero();
            assertThat(status.output()).contains("submission").contains(Integer.toString(sekisho.port(587)));
        } finally {
            Command.Result stop = sekisho.sekisho("stop").run();
            assertThat(stop.exit()).as(stop.all()).isZero();
        }
        assertThat(sekisho.sekisho("status").run().exit()).isEqualTo(3);
    }
}
